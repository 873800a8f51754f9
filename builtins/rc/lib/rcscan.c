/* rcscan.c - the definitions of a source directory. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "rcread.h"

struct entries {
	struct ctx *x;
	struct rc_entry *v;
	size_t n, room;
};

static void keep(void *arg, struct rc_entry e)
{
	struct entries *all = arg;
	if (all->n == all->room) {
		struct rc_entry *v = arena_get(
			all->x, (all->room = all->room ? all->room * 4 : 256) * sizeof *v);
		if (all->n)
			memcpy(v, all->v, all->n * sizeof *v);
		all->v = v;
	}
	e.name = arena_text(all->x, e.name, strlen(e.name));
	all->v[all->n++] = e;
}

static int by_name(void const *a, void const *b)
{
	return strcmp(((struct rc_entry const *)a)->name, ((struct rc_entry const *)b)->name);
}

/* NAME@ is what services called NAME@parameter are made of. */
static int is_template(char const *name)
{
	char const *at = strchr(name, '@');
	return at && !at[1];
}

static void define(struct rc_source *s, int fd, char const *path, struct rc_entry const *e)
{
	char const *dir = join(s->x, path, "/", e->name);
	struct rc_def named = { .name = e->name, .dir = dir };
	if (!rc_check_name(s, &named, 0, 0, e->name) || !rc_is_directory(fd, e->name, e->type))
		return;
	struct rc_def *d = s->merge ? rc_find(s, e->name) : 0;
	if (d) {
		rc_merge(s, d, fd, e->name, dir);
		return;
	}
	d = rc_add(s, e->name, dir);
	if (!d)
		return;
	d->is_template = is_template(e->name);
	rc_define(s, d, fd, e->name);
}

void rc_source_read(struct rc_source *s, char const *path)
{
	struct entries all = { .x = s->x };
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || rc_each(fd, keep, &all) < 0)
		rc_unable(s, 0, path);
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, by_name);
	for (size_t i = 0; i < all.n; i++)
		define(s, fd, path, all.v + i);
	if (fd >= 0 && !all.n)
		rc_warn(s, &(struct rc_def){ .name = path }, 0, 0, "no definitions in ", path);
	if (fd >= 0)
		fd_close(fd);
	rc_close_all(s);
}
