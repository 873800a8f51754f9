/* rcname.c - names, and lists of them. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "rcread.h"

static char const *reserved_prefix(char const *name)
{
	return !strncmp(name, "s6rc-", 5) ? "s6rc-" : !strncmp(name, "s6-rc-", 6) ? "s6-rc-" : 0;
}

/* What is wrong with NAME, or 0. */
static char const *why_not(struct ctx *x, char const *name)
{
	char const *prefix = reserved_prefix(name);
	if (prefix)
		return join(
			x, "names that begin with ", prefix, " are those of s6-rc's own services");
	if (strchr(name, '\n'))
		return "names do not hold a newline";
	return rcdb_is_name(name) ? 0 : "it would not be the name of a directory";
}

int rc_check_name(struct rc_source *s, struct rc_def *d, struct rc_file const *file, uint32_t at,
	char const *name)
{
	char const *why = why_not(s->x, name);
	if (why)
		rc_wrong(s, d, file, at, "invalid name of a service: ", name, ": ", why);
	return !why;
}

/* Names as they are collected. */
struct collector {
	struct rc_source *s;
	struct rc_def *d;
	struct rc_file const *file;
	struct rc_refs *to;
	size_t room;
};

static int is_there(struct collector const *c, char const *name)
{
	for (size_t i = 0; i < c->to->n; i++)
		if (!strcmp(c->to->v[i].name, name))
			return 1;
	return 0;
}

static void collect(struct collector *c, char const *name, uint32_t at)
{
	if (!rc_check_name(c->s, c->d, c->file, at, name))
		return;
	/* Long lists are sorted out when numbers are. */
	if (c->to->n < 64 && is_there(c, name)) {
		if (c->s->verbosity >= 2)
			rc_warn(c->s, c->d, c->file, at, name, " is there twice");
		return;
	}
	if (c->to->n == c->room) {
		struct rc_ref *v =
			arena_get(c->s->x, (c->room = c->room ? c->room * 4 : 4) * sizeof *v);
		if (c->to->n)
			memcpy(v, c->to->v, c->to->n * sizeof *v);
		c->to->v = v;
	}
	c->to->v[c->to->n++] = (struct rc_ref){ .name = name, .file = c->file, .at = at };
}

static struct collector start(
	struct rc_source *s, struct rc_def *d, struct rc_file const *file, enum rc_list list)
{
	struct rc_file *kept = arena_get(s->x, sizeof *kept);
	*kept = *file;
	d->list[list].given = 1;
	return (struct collector){ .s = s, .d = d, .file = kept, .to = d->list + list };
}

void rc_list_lines(
	struct rc_source *s, struct rc_def *d, struct rc_file const *file, enum rc_list list)
{
	struct collector c = start(s, d, file, list);
	char const *p = file->text, *end = p + strlen(p);
	while (p < end) {
		size_t len = strcspn(p, "\n"), blanks = strspn(p, " \t");
		if (blanks < len && p[blanks] != '#' && strncmp(p + blanks, "\r\n", 2) != 0)
			collect(&c, arena_text(s->x, p + blanks, len - blanks),
				(uint32_t)(p + blanks - file->text) + 1);
		p += len + 1;
	}
}

static void collect_entry(void *arg, struct rc_entry e)
{
	struct collector c = *(struct collector *)arg, *all = arg;
	struct rc_file *f = arena_get(c.s->x, sizeof *f);
	*f = (struct rc_file){ .name = join(c.s->x, c.file->name, "/", e.name) };
	c.file = f;
	collect(&c, f->name + strlen(all->file->name) + 1, 0);
	all->room = c.room;
}

static int by_name(void const *a, void const *b)
{
	return strcmp(((struct rc_ref const *)a)->name, ((struct rc_ref const *)b)->name);
}

void rc_list_directory(struct rc_source *s, struct rc_def *d, int dirfd, struct rc_file const *file,
	enum rc_list list)
{
	struct collector c = start(s, d, file, list);
	int fd = openat(dirfd, file->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || rc_each(fd, collect_entry, &c) < 0) {
		if (errno == ENOTDIR)
			rc_wrong(s, d, file, 0, file->name,
				" has to be a directory with a file for each name");
		else
			rc_unable(s, d, join(s->x, d->dir, "/", file->name));
	}
	if (fd >= 0)
		rc_close(s, fd);
	if (c.to->n > 1)
		qsort(c.to->v, c.to->n, sizeof *c.to->v, by_name);
}
