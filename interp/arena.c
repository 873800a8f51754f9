/* arena.c - bump allocation with marks. */
#include "arena.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctx.h"
#include "diag.h"

enum { CHUNK = 1 << 14 };

struct chunk {
	struct chunk *below;
	size_t size;
	max_align_t data[];
};

/* Somebody may give some back. */
static struct chunk *wait_for_memory(struct ctx *x, size_t size)
{
	struct chunk *c = 0;
	warnsys(x, "unable to get memory, waiting for it");
	for (int ms = 10; !c; ms = ms < 500 ? 2 * ms : 1000) {
		poll(0, 0, ms);
		c = malloc(size);
	}
	return c;
}

static struct chunk *chunk_new(struct ctx *x, size_t size)
{
	struct chunk *c = malloc(sizeof(struct chunk) + size);
	if (!c && x->patience)
		c = wait_for_memory(x, sizeof(struct chunk) + size);
	if (!c) {
		failsys(x, "unable to get memory");
		_exit(111);
	}
	c->size = size;
	c->below = x->arena.top;
	return c;
}

void *arena_get(struct ctx *x, size_t size)
{
	struct arena *a = &x->arena;
	size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
	if (!a->top || size > a->top->size - a->used) {
		a->top = chunk_new(x, size > CHUNK ? size : CHUNK);
		a->used = 0;
	}
	char *p = (char *)a->top->data + a->used;
	a->used += size;
	return p;
}

char *arena_text(struct ctx *x, char const *s, size_t len)
{
	char *p = arena_get(x, len + 1);
	memcpy(p, s, len);
	p[len] = 0;
	return p;
}

char *arena_join(struct ctx *x, char const *const *parts)
{
	size_t len = 0;
	for (size_t i = 0; parts[i]; i++)
		len += strlen(parts[i]);
	char *p = arena_get(x, len + 1), *q = p;
	for (size_t i = 0; parts[i]; i++)
		q = stpcpy(q, parts[i]);
	*q = 0;
	return p;
}

struct arena arena_mark(struct ctx const *x)
{
	return x->arena;
}

void arena_release(struct ctx *x, struct arena mark)
{
	while (x->arena.top != mark.top) {
		struct chunk *c = x->arena.top;
		x->arena.top = c->below;
		free(c);
	}
	x->arena.used = mark.used;
}
