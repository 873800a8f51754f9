/* rootpath.c - paths in the root of an image. */
#include <dirent.h>
#include <errno.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag.h"
#include "rootfs.h"

enum { LINKS = 40 };

/* A way that is being gone: DONE has no links, TODO is still to be looked at. */
struct way {
	struct rootfs *r;
	char const *done, *todo;
	unsigned int links;
};

static char const *parent(struct ctx *x, char const *path)
{
	char const *slash = strrchr(path, '/');
	return slash ? arena_text(x, path, (size_t)(slash - path)) : "";
}

/* Goes one step, to NAME. 0, or -1 with errno. */
static int step(struct way *w, char const *name)
{
	struct ctx *x = w->r->x;
	char const *next = join(x, w->done, "/", name), *outside = join(x, w->r->root, next);
	struct stat st;
	char target[4096];
	if (lstat(outside, &st) < 0)
		return -1;
	if (!S_ISLNK(st.st_mode)) {
		w->done = next;
		if (S_ISDIR(st.st_mode) || !*w->todo)
			return 0;
		errno = ENOTDIR;
		return -1;
	}
	ssize_t n = readlink(outside, target, sizeof target - 1);
	if (n < 0 || ++w->links > LINKS) {
		errno = n < 0 ? errno : ELOOP;
		return -1;
	}
	target[n] = 0;
	w->todo = join(x, target, "/", w->todo);
	if (*target == '/')
		w->done = "";
	return 0;
}

char const *rootfs_resolve(struct rootfs *r, char const *path)
{
	struct way w = { .r = r, .done = "", .todo = path };
	for (;;) {
		w.todo += strspn(w.todo, "/");
		size_t len = strcspn(w.todo, "/");
		char const *name = arena_text(r->x, w.todo, len);
		if (!len)
			return join(r->x, r->root, w.done);
		w.todo += len;
		w.todo += strspn(w.todo, "/");
		if (!strcmp(name, ".."))
			w.done = parent(r->x, w.done);
		else if (strcmp(name, ".") != 0 && step(&w, name) < 0)
			return 0;
	}
}

int rootfs_stat(struct rootfs *r, char const *path, struct stat *st)
{
	char const *real = rootfs_resolve(r, path);
	return real && !stat(real, st);
}

char const *rootfs_name(struct rootfs *r, char const *path)
{
	return join(r->x, r->root, path);
}

static void unreadable(struct rootfs *r, char const *path)
{
	r->code = failsys(r->x, "unable to read ", rootfs_name(r, path)).code;
}

struct report_file *rootfs_text(struct rootfs *r, char const *path)
{
	stralloc text = STRALLOC_ZERO;
	char const *real = rootfs_resolve(r, path), *name = rootfs_name(r, path);
	if (!real || !openslurpclose(&text, real) || !stralloc_0(&text)) {
		unreadable(r, path);
		return 0;
	}
	return rootfs_file(r, name, (struct script){ name, text.s, text.len - 1 });
}

static int by_name(void const *a, void const *b)
{
	return strcmp(*(char const *const *)a, *(char const *const *)b);
}

/* The names in D, 0-ended. */
static char const **names(struct rootfs *r, DIR *d, size_t *n)
{
	size_t room = 64;
	char const **v = arena_get(r->x, room * sizeof *v);
	*n = 0;
	for (struct dirent const *e; (e = readdir(d));) {
		if (*e->d_name == '.')
			continue;
		if (*n == room) {
			char const **more = arena_get(r->x, 2 * room * sizeof *v);
			memcpy(more, v, room * sizeof *v);
			v = more;
			room *= 2;
		}
		v[(*n)++] = arena_text(r->x, e->d_name, strlen(e->d_name));
	}
	qsort(v, *n, sizeof *v, by_name);
	return v;
}

size_t rootfs_each(
	struct rootfs *r, char const *path, void (*each)(struct rootfs *r, char const *path))
{
	char const *real = rootfs_resolve(r, path);
	DIR *d = real ? opendir(real) : 0;
	size_t n;
	if (!d) {
		if (errno != ENOENT && errno != ENOTDIR)
			unreadable(r, path);
		return 0;
	}
	char const **v = names(r, d, &n);
	closedir(d);
	for (size_t i = 0; i < n; i++)
		each(r, join(r->x, path, "/", v[i]));
	return n;
}
