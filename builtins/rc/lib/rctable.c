/* rctable.c - definitions by name. */
#include <string.h>

#include "rcsource.h"

static size_t hash(char const *name)
{
	size_t h = 5381;
	for (; *name; name++)
		h = h * 33 ^ (unsigned char)*name;
	return h;
}

/* Where NAME is, or would be. */
static struct rc_def **slot(struct rc_source const *s, char const *name)
{
	size_t i = hash(name) & (s->room - 1);
	while (s->table[i] && strcmp(s->table[i]->name, name) != 0)
		i = (i + 1) & (s->room - 1);
	return s->table + i;
}

static void grow(struct rc_source *s)
{
	s->room = s->room ? s->room * 2 : 256;
	s->table = arena_get(s->x, s->room * sizeof *s->table);
	memset(s->table, 0, s->room * sizeof *s->table);
	for (struct rc_def *d = s->first; d; d = d->next)
		*slot(s, d->name) = d;
}

void rc_source_init(struct rc_source *s, struct ctx *x)
{
	*s = (struct rc_source){ .x = x, .verbosity = 1 };
	s->last = &s->first;
	s->buffer_size = 1 << 16;
	s->buffer = arena_get(x, s->buffer_size);
	grow(s);
	static char const *const own[] = { RC_RUNNER, RC_FDHOLDER };
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		struct rc_def *d = rc_add(s, own[i], "");
		d->type = RC_LONGRUN;
		d->flags = RC_ESSENTIAL;
		d->fd[0] = 1 + 3;
	}
}

struct rc_def *rc_find(struct rc_source const *s, char const *name)
{
	return *slot(s, name);
}

struct rc_def *rc_add(struct rc_source *s, char const *name, char const *dir)
{
	struct rc_def *d = arena_get(s->x, sizeof *d), *other = rc_find(s, name);
	*d = (struct rc_def){ .name = name, .dir = dir, .tries = 1 };
	if (other) {
		rc_twice(s, other, dir);
		return 0;
	}
	if (s->defs * 2 >= s->room)
		grow(s);
	*slot(s, name) = d;
	*s->last = d;
	s->last = &d->next;
	s->defs++;
	return d;
}
