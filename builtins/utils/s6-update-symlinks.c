/* s6-update-symlinks.c - one tree of links for what several trees hold. */
#include <dirent.h>
#include <skalibs/djbunix.h>
#include <skalibs/genalloc.h>
#include <skalibs/random.h>
#include <stdio.h>
#include <sys/stat.h>

#include "builtin.h"

/* The trees, the last of which wins; and what went wrong, said already. */
struct merge {
	struct ctx *x;
	char const *const *source;
	size_t n;
	struct next trouble;
	int wrong;
};

enum { SEVERAL = -1, NONE = -2, FAILED = -3 };

static int give_up(struct merge *m, struct next trouble)
{
	m->trouble = trouble;
	m->wrong = 1;
	return FAILED;
}

static int is_directory(char const *path)
{
	struct stat st;
	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static char const *in_source(struct merge *m, size_t i, char const *path)
{
	return join(m->x, m->source[i], path);
}

static int by_text(void const *a, void const *b)
{
	return strcmp(*(char const *const *)a, *(char const *const *)b);
}

/* Appends the names in the directory DIR, if it is one. */
static int add_names(struct merge *m, genalloc *names, char const *dir)
{
	DIR *d = opendir(dir);
	struct dirent const *e;
	int ok = 1;
	if (!d)
		return errno == ENOENT || errno == ENOTDIR ||
		       (give_up(m, failsys(m->x, "unable to read ", dir)), 0);
	while (ok && (e = readdir(d))) {
		char const *name = arena_text(m->x, e->d_name, strlen(e->d_name));
		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
			ok = genalloc_append(char const *, names, &name);
	}
	closedir(d);
	return ok || (give_up(m, failsys(m->x, "unable to read ", dir)), 0);
}

/* The last source that has PATH, or NONE; whether all that have it, have a directory. */
static int last_with(struct merge *m, char const *path, int *directories, int *others)
{
	struct stat st;
	int last = NONE;
	*directories = *others = 0;
	for (size_t i = 0; i < m->n; i++) {
		char const *file = in_source(m, i, path);
		if (lstat(file, &st) < 0)
			continue;
		last = (int)i;
		if (is_directory(file))
			++*directories;
		else
			++*others;
	}
	return last;
}

static int merge_directory(struct merge *m, char const *path, char const *target);

/* Decides what is at PATH, and makes it at TARGET. Returns the source it comes from, or SEVERAL. */
static int merge_path(struct merge *m, char const *path, char const *target)
{
	int directories, others, last = last_with(m, path, &directories, &others);
	if (directories && others)
		return give_up(m, fail(m->x, "unable to merge ", path,
					  ": it is a directory in one place, and none in another"));
	if (directories > 1)
		return merge_directory(m, path, target);
	if (symlink(in_source(m, (size_t)last, path), target) < 0)
		return give_up(m, failsys(m->x, "unable to make ", target));
	return last;
}

/* Merges each of NAMES; they are together from what merge_path says, if that is one for all. */
static int merge_names(
	struct merge *m, char const *const *name, size_t n, char const *path, char const *target)
{
	int from = NONE;
	for (size_t i = 0; i < n && !m->wrong; i++) {
		if (i && !strcmp(name[i], name[i - 1]))
			continue;
		int r = merge_path(
			m, join(m->x, path, "/", name[i]), join(m->x, target, "/", name[i]));
		from = from == NONE || from == r ? r : SEVERAL;
	}
	return m->wrong ? FAILED : from;
}

/* A directory all of whose files come from one source is a link to that. */
static int merge_directory(struct merge *m, char const *path, char const *target)
{
	genalloc names = GENALLOC_ZERO;
	int from = FAILED;
	for (size_t i = 0; i < m->n; i++)
		if (!add_names(m, &names, in_source(m, i, path)))
			break;
	if (!m->wrong && mkdir(target, 0755) < 0)
		give_up(m, failsys(m->x, "unable to make ", target));
	if (!m->wrong) {
		char const **name = genalloc_s(char const *, &names);
		size_t n = genalloc_len(char const *, &names);
		if (n)
			qsort(name, n, sizeof *name, by_text);
		from = merge_names(m, name, n, path, target);
	}
	genalloc_free(char const *, &names);
	if (from == NONE)
		from = (int)m->n - 1;
	if (from >= 0 &&
		(rm_rf(target) < 0 || symlink(in_source(m, (size_t)from, path), target) < 0))
		return give_up(m, failsys(m->x, "unable to make ", target));
	return from;
}

/* Whether PATH can be replaced: a link, or a directory of links and such directories. */
static int is_made_of_links(struct ctx *x, char const *path)
{
	struct stat st;
	struct dirent const *e;
	if (lstat(path, &st) < 0 || S_ISLNK(st.st_mode))
		return 1;
	DIR *d = S_ISDIR(st.st_mode) ? opendir(path) : 0;
	int ok = d != 0;
	while (ok && (e = readdir(d)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			ok = is_made_of_links(x, join(x, path, "/", e->d_name));
	if (d)
		closedir(d);
	return ok;
}

static char const *beside(struct ctx *x, char const *path)
{
	stralloc name = STRALLOC_ZERO;
	char const *text = 0;
	if (stralloc_cats(&name, path) && random_sauniquename(&name, 8) >= 0)
		text = arena_text(x, name.s, name.len);
	stralloc_free(&name);
	return text;
}

/* TARGET becomes NEW: in one step where it is no directory, else in two. */
static int put_in_place(struct ctx *x, char const *new, char const *target)
{
	struct stat st;
	char const *old;
	if (!rename(new, target))
		return 0;
	if (lstat(target, &st) < 0 || !(old = beside(x, target)) || rename(target, old) < 0)
		return -1;
	return rename(new, target) < 0 || rm_rf(old) < 0 ? -1 : 0;
}

static struct next update(struct merge *m, char const *target)
{
	struct ctx *x = m->x;
	char const *new = beside(x, target);
	if (!is_made_of_links(x, target))
		return fail(x, "unable to replace ", target,
			": it holds more than links and directories");
	if (!new)
		return failsys(x, "unable to make up a name");
	merge_directory(m, "", new);
	if (!m->wrong && put_in_place(x, new, target) < 0)
		give_up(m, failsys(x, "unable to make ", target));
	if (!m->wrong)
		return leave(0);
	rm_rf(new);
	return m->trouble;
}

/* PATH without slashes at its end. */
static char const *trimmed(struct ctx *x, char const *path)
{
	size_t len = strlen(path);
	while (len > 1 && path[len - 1] == '/')
		len--;
	return arena_text(x, path, len);
}

static struct next run_update_symlinks(struct ctx *x, struct call const *c)
{
	size_t n = words_len(c->rest);
	char const **source = arena_get(x, n * sizeof *source);
	struct merge m = { .x = x, .source = source, .n = n };
	for (size_t i = 0; i < n; i++) {
		source[i] = trimmed(x, c->rest[i].s);
		x->at = c->rest[i].at;
		if (*source[i] != '/')
			return fail(x, "not an absolute path: ", source[i]);
	}
	x->at = c->arg_at[0];
	if (*c->arg[0] != '/')
		return fail(x, "not an absolute path: ", c->arg[0]);
	return update(&m, trimmed(x, c->arg[0]));
}

struct cmd const cmd_s6_update_symlinks = {
	.name = "s6-update-symlinks",
	.brief = "make one tree of links to what several trees hold",
	.says = "make <dir> a tree of links to what is in <sources>",
	.form = "dir sources...",
	.traits = LEAF,
	.run = run_update_symlinks,
	.operands =
		"dir: the tree of links; if it is there it must hold only links and directories\n"
		"sources: the trees; what several hold is taken from the last of them",
	.exits = "100 when something is a directory in one source and a file in another",
	.help = "All paths are absolute. What comes from one source alone is one link, a directory too. dir is "
		"replaced when all is ready; it stays what it was when something goes wrong.",
	.example = "s6-update-symlinks /command /bin /usr/bin /usr/local/bin",
};
