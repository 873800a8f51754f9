/* tree.c - copying trees of files. */
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ctx.h"

static int is_name(char const *s)
{
	return strcmp(s, ".") != 0 && strcmp(s, "..") != 0;
}

static char const *copy_entries(struct ctx *x, DIR *dir, char const *source, char const *target)
{
	struct dirent const *e;
	char const *blame = 0;
	while (!blame && (errno = 0, (e = readdir(dir)))) {
		struct arena mark = arena_mark(x);
		if (is_name(e->d_name))
			blame = tree_copy(x, join(x, source, "/", e->d_name),
				join(x, target, "/", e->d_name));
		if (!blame)
			arena_release(x, mark);
	}
	return !blame && errno ? source : blame;
}

static char const *copy_directory(struct ctx *x, char const *source, char const *target)
{
	struct stat st;
	DIR *dir = opendir(source);
	if (!dir)
		return source;
	char const *blame = target;
	if (!mkdir(target, 0700) || (errno == EEXIST && !stat(target, &st) &&
					    (S_ISDIR(st.st_mode) || (errno = ENOTDIR, 0))))
		blame = copy_entries(x, dir, source, target);
	int err = errno;
	closedir(dir);
	errno = err;
	return blame;
}

/* Whether TARGET, which could not be made, is there already and of the same kind. */
static int is_there(char const *target, mode_t kind)
{
	struct stat st;
	if (errno != EEXIST || lstat(target, &st) < 0)
		return 0;
	errno = EEXIST;
	return (st.st_mode & S_IFMT) == kind;
}

static char const *copy_link(char const *source, char const *target)
{
	stralloc to = STRALLOC_ZERO;
	char const *blame = source;
	if (sareadlink(&to, source) >= 0 && stralloc_0(&to))
		blame = !symlink(to.s, target) || (is_there(target, S_IFLNK) && !unlink(target) &&
							  !symlink(to.s, target))
				? 0
				: target;
	int err = errno;
	stralloc_free(&to);
	errno = err;
	return blame;
}

static char const *copy_node(
	struct ctx *x, char const *source, char const *target, struct stat const *st)
{
	if (S_ISDIR(st->st_mode))
		return copy_directory(x, source, target);
	if (S_ISLNK(st->st_mode))
		return copy_link(source, target);
	if (S_ISREG(st->st_mode))
		return filecopy_unsafe(source, target, 0600) ? 0 : source;
	if (!mknod(target, st->st_mode, st->st_rdev))
		return 0;
	return S_ISFIFO(st->st_mode) && is_there(target, S_IFIFO) ? 0 : target;
}

/* The owner first: a change of owner takes the set-id bits away. */
char const *tree_copy(struct ctx *x, char const *source, char const *target)
{
	struct stat st;
	if (lstat(source, &st) < 0)
		return source;
	char const *blame = copy_node(x, source, target, &st);
	if (blame)
		return blame;
	if (!geteuid() && lchown(target, st.st_uid, st.st_gid) < 0)
		return target;
	return S_ISLNK(st.st_mode) || !chmod(target, st.st_mode & 07777) ? 0 : target;
}
