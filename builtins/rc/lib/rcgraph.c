/* rcgraph.c - graphs of numbers: turning them round, and their order. */
#include "rcgraph.h"

#include <stdlib.h>
#include <string.h>

#include "ctx.h"

enum { FIRST = 64 };

void rc_numbers_init(struct ctx *x, struct rc_numbers *l)
{
	*l = (struct rc_numbers){ .v = arena_get(x, FIRST * sizeof *l->v), .room = FIRST };
}

void rc_number_add(struct ctx *x, struct rc_numbers *l, uint32_t number)
{
	if (l->n == l->room) {
		uint32_t *v = arena_get(x, (l->room = l->room ? l->room * 2 : FIRST) * sizeof *v);
		if (l->n)
			memcpy(v, l->v, l->n * sizeof *v);
		l->v = v;
	}
	l->v[l->n++] = number;
}

static uint32_t *zeros(struct ctx *x, size_t n)
{
	return memset(arena_get(x, (n + 1) * sizeof(uint32_t)), 0, (n + 1) * sizeof(uint32_t));
}

static int rising(void const *a, void const *b)
{
	uint32_t m = *(uint32_t const *)a, n = *(uint32_t const *)b;
	return m < n ? -1 : m > n;
}

void rc_numbers_sort(struct rc_numbers *l, size_t first)
{
	uint32_t *v = l->v + first;
	size_t n = l->n - first, kept = 0;
	if (n)
		qsort(v, n, sizeof *v, rising);
	for (size_t i = 0; i < n; i++)
		if (!kept || v[kept - 1] != v[i])
			v[kept++] = v[i];
	l->n = first + kept;
}

void rc_graph_init(struct ctx *x, struct rc_graph *g, uint32_t n)
{
	*g = (struct rc_graph){ .n = n, .from = zeros(x, n) };
}

void rc_graph_turn(struct ctx *x, struct rc_graph const *g, struct rc_graph *to)
{
	rc_graph_init(x, to, g->n);
	uint32_t *next = zeros(x, g->n);
	to->to.v = zeros(x, g->to.n);
	to->to.n = to->to.room = g->to.n;
	for (size_t i = 0; i < g->to.n; i++)
		to->from[g->to.v[i] + 1]++;
	for (uint32_t i = 0; i < g->n; i++)
		next[i] = to->from[i + 1] += to->from[i];
	for (uint32_t i = g->n; i-- > 0;)
		next[i] = to->from[i];
	for (uint32_t i = 0; i < g->n; i++)
		for (uint32_t e = g->from[i]; e < g->from[i + 1]; e++)
			to->to.v[next[g->to.v[e]]++] = i;
}

/* Nodes in the order in which they are done. */
struct order {
	struct rc_graph const *g;
	struct rc_graph *back;
	size_t k;
	uint32_t *left;  /* how many that are not done a node points to */
	uint32_t *order; /* those that point to none of them */
	uint32_t n, looked;
	uint32_t *step; /* when a walk has come by, 0 if it has not */
	unsigned char *done;
};

static void finish(struct order *o, uint32_t node)
{
	o->done[node] = 1;
	o->order[o->n++] = node;
}

/* Goes on until nothing is free that does not come after something that is not done. */
static void go_on(struct order *o)
{
	for (; o->looked < o->n; o->looked++) {
		uint32_t node = o->order[o->looked];
		for (size_t k = 0; k < o->k; k++)
			for (uint32_t e = o->back[k].from[node]; e < o->back[k].from[node + 1];
				e++) {
				uint32_t other = o->back[k].to.v[e];
				if (!--o->left[other] && !o->done[other])
					finish(o, other);
			}
	}
}

/* A node that NODE points to and that is not done: there is one. */
static uint32_t follow(struct order const *o, uint32_t node)
{
	for (size_t k = 0; k < o->k; k++)
		for (uint32_t e = o->g[k].from[node]; e < o->g[k].from[node + 1]; e++)
			if (!o->done[o->g[k].to.v[e]])
				return o->g[k].to.v[e];
	return node;
}

/* Walks from NODE, which is not done, until the way comes to where it was, into WAY. Returns where in it that is. */
static size_t walk(struct order *o, uint32_t node, uint32_t *way, size_t *n)
{
	for (*n = 0; !o->step[node]; node = follow(o, node)) {
		way[(*n)++] = node;
		o->step[node] = (uint32_t)*n;
	}
	size_t at = o->step[node] - 1;
	for (size_t i = 0; i < *n; i++)
		o->step[way[i]] = 0;
	return at;
}

static void start(struct ctx *x, struct order *o, uint32_t n)
{
	o->left = zeros(x, n);
	o->step = zeros(x, n);
	o->done = memset(arena_get(x, n + 1), 0, n + 1);
	o->back = arena_get(x, o->k * sizeof *o->back);
	for (size_t k = 0; k < o->k; k++) {
		rc_graph_turn(x, o->g + k, o->back + k);
		for (uint32_t i = 0; i < n; i++)
			o->left[i] += o->g[k].from[i + 1] - o->g[k].from[i];
	}
	for (uint32_t i = 0; i < n; i++)
		if (!o->left[i])
			finish(o, i);
}

void rc_graph_order(struct ctx *x, struct rc_graph const *g, size_t k, uint32_t *order,
	void (*cycle)(void *arg, uint32_t const *v, size_t n), void *arg)
{
	struct order o = { .g = g, .k = k, .order = order };
	uint32_t *way = zeros(x, g->n);
	size_t n;
	start(x, &o, g->n);
	go_on(&o);
	for (uint32_t i = 0; o.n < g->n;) {
		if (o.done[i]) {
			i++;
			continue;
		}
		size_t at = walk(&o, i, way, &n);
		cycle(arg, way + at, n - at);
		for (size_t w = at; w < n; w++)
			finish(&o, way[w]);
		go_on(&o);
	}
}
