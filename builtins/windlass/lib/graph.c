/* graph.c - services and what is between them. */
#include "graph.h"

#include <stdlib.h>
#include <string.h>

void graph_new(struct graph *g, struct ctx *x, uint32_t n, uint32_t most)
{
	*g = (struct graph){ .x = x, .nodes = n };
	g->node = arena_get(x, (n + 1) * sizeof *g->node);
	g->edge = arena_get(x, (most + 1) * sizeof *g->edge);
	for (uint32_t i = 0; i < n; i++)
		g->node[i] = (struct graph_node){
			.name = "", .service = GRAPH_NOBODY, .home = GRAPH_NOBODY
		};
}

void graph_edge(struct graph *g, uint32_t from, uint32_t to, enum graph_kind kind)
{
	g->edge[g->edges++] = (struct graph_edge){ .from = from, .to = to, .kind = kind };
}

static int in_order(void const *a, void const *b)
{
	struct graph_edge const *e = a, *f = b;
	if (e->from != f->from)
		return e->from < f->from ? -1 : 1;
	if (e->to != f->to)
		return e->to < f->to ? -1 : 1;
	return (int)e->kind - (int)f->kind;
}

static void share_out(struct graph *g)
{
	for (uint32_t i = 0, e = 0; i < g->nodes; i++) {
		uint32_t first = e;
		while (e < g->edges && g->edge[e].from == i)
			e++;
		g->node[i].out = g->edge + first;
		g->node[i].outs = e - first;
	}
}

void graph_sort(struct graph *g)
{
	uint32_t n = 0;
	qsort(g->edge, g->edges, sizeof *g->edge, in_order);
	for (uint32_t i = 0; i < g->edges; i++)
		if (!n || g->edge[n - 1].from != g->edge[i].from ||
			g->edge[n - 1].to != g->edge[i].to)
			g->edge[n++] = g->edge[i];
	g->edges = n;
	share_out(g);
}

void graph_keep(struct graph *g, unsigned int kinds)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < g->edges; i++)
		if (kinds & 1u << g->edge[i].kind)
			g->edge[n++] = g->edge[i];
	g->edges = n;
	share_out(g);
}

void graph_turn(struct graph *g)
{
	for (uint32_t i = 0; i < g->edges; i++) {
		uint32_t from = g->edge[i].from;
		g->edge[i].from = g->edge[i].to;
		g->edge[i].to = from;
	}
	g->upstream = !g->upstream;
	graph_sort(g);
}

/* Marks all that N nodes of LIST lead to; LIST has room for all nodes. What one comes AFTER it does not ask for. */
static void reach(struct graph const *g, uint32_t *list, size_t n, char *seen, int after)
{
	for (size_t i = 0; i < n; i++)
		seen[list[i]] = 1;
	while (n) {
		struct graph_node const *v = g->node + list[--n];
		for (uint32_t i = 0; i < v->outs; i++)
			if (!seen[v->out[i].to] && (after || v->out[i].kind != GRAPH_AFTER)) {
				seen[v->out[i].to] = 1;
				list[n++] = v->out[i].to;
			}
	}
}

void graph_only(struct graph *g, uint32_t const *roots, size_t n)
{
	char *seen = arena_get(g->x, g->nodes + 1);
	uint32_t *list = arena_get(g->x, (g->nodes + 1) * sizeof *list);
	size_t several = 0;
	memset(seen, 0, g->nodes);
	for (size_t i = 0; i < n; i++)
		if (!seen[roots[i]]) {
			seen[roots[i]] = 1;
			list[several++] = roots[i];
		}
	reach(g, list, several, seen, 0);
	for (uint32_t i = 0; i < g->edges; i++)
		if (g->edge[i].kind == GRAPH_AFTER && seen[g->edge[i].from] == 1 &&
			!seen[g->edge[i].to])
			seen[g->edge[i].to] = 2;
	for (uint32_t i = 0; i < g->nodes; i++)
		g->node[i].hidden |= !seen[i];
}

/* Whether E has no part in the order of services. */
static int aside(struct graph_edge const *e)
{
	return e->kind == GRAPH_HAS;
}

/* Marks in SEEN what FROM leads to by two edges or more: what its neighbours lead to. */
static void beyond(struct graph const *g, uint32_t from, uint32_t *list, char *seen)
{
	struct graph_node const *v = g->node + from;
	for (uint32_t i = 0; i < v->outs; i++) {
		struct graph_node const *w = g->node + v->out[i].to;
		size_t n = 0;
		for (uint32_t k = 0; !aside(v->out + i) && k < w->outs; k++)
			if (!aside(w->out + k) && !seen[w->out[k].to]) {
				seen[w->out[k].to] = 1;
				list[n++] = w->out[k].to;
			}
		reach(g, list, n, seen, 1);
	}
}

void graph_reduce(struct graph *g)
{
	char *seen = arena_get(g->x, g->nodes + 1);
	uint32_t *list = arena_get(g->x, (g->nodes + 1) * sizeof *list);
	for (uint32_t i = 0; i < g->nodes; i++) {
		struct graph_node *v = g->node + i;
		if (v->type == GRAPH_BUNDLE || v->outs < 2)
			continue;
		memset(seen, 0, g->nodes);
		beyond(g, i, list, seen);
		for (uint32_t k = 0; k < v->outs; k++)
			v->out[k].implied = v->out[k].kind != GRAPH_PIPES && seen[v->out[k].to];
	}
}

/* Whether AT is HOME, or HOME is in it. */
static int around(struct graph const *g, uint32_t at, uint32_t home)
{
	while (home != GRAPH_NOBODY && home != at)
		home = g->node[home].home;
	return home == at;
}

void graph_house(struct graph *g)
{
	for (uint32_t i = 0; i < g->edges; i++) {
		struct graph_edge const *e = g->edge + i;
		struct graph_node *v = g->node + e->to;
		if (e->kind != GRAPH_HAS || g->node[e->from].hidden || around(g, e->to, e->from))
			continue;
		if (v->home == GRAPH_NOBODY || g->node[e->from].outs < g->node[v->home].outs)
			v->home = e->from;
	}
	for (uint32_t i = 0; i < g->edges; i++) {
		struct graph_edge const *e = g->edge + i;
		if (e->kind == GRAPH_PIPES && g->node[e->to].home == GRAPH_NOBODY)
			g->node[e->to].home = g->node[e->from].home;
	}
}

uint32_t graph_find(struct graph const *g, char const *name)
{
	for (uint32_t i = 0; i < g->nodes; i++)
		if (!strcmp(g->node[i].name, name))
			return i;
	return GRAPH_NOBODY;
}

/* Adds those of the N at LIST, and of TYPES, that are still unseen and that nothing but a circle, with
   CIRCLES, leads to. */
struct roots {
	struct graph const *g;
	uint32_t *list;
	size_t n;
	char *led, *seen;
};

static void add_root(struct roots *r, uint32_t i)
{
	uint32_t *list = arena_get(r->g->x, (r->g->nodes + 1) * sizeof *list);
	r->list[r->n++] = *list = i;
	reach(r->g, list, 1, r->seen, 0);
}

static void add_roots(struct roots *r, int bundles, int circles)
{
	for (uint32_t i = 0; i < r->g->nodes; i++) {
		struct graph_node const *v = r->g->node + i;
		if (!v->hidden && bundles == (v->type == GRAPH_BUNDLE) && !r->seen[i] &&
			(circles || !r->led[i]))
			add_root(r, i);
	}
}

uint32_t const *graph_roots(struct graph const *g, size_t *n)
{
	struct roots r = { .g = g };
	r.list = arena_get(g->x, (g->nodes + 1) * sizeof *r.list);
	r.led = arena_get(g->x, 2 * (size_t)g->nodes + 1);
	r.seen = r.led + g->nodes;
	memset(r.led, 0, 2 * (size_t)g->nodes);
	for (uint32_t i = 0; i < g->edges; i++)
		if (!g->node[g->edge[i].from].hidden && g->edge[i].kind != GRAPH_AFTER)
			r.led[g->edge[i].to] = 1;
	add_roots(&r, 1, 0);
	add_roots(&r, 0, 0);
	add_roots(&r, 0, 1);
	*n = r.n;
	return r.list;
}

static int drawn(struct graph_node const *v)
{
	return !v->hidden && v->type != GRAPH_BUNDLE;
}

int graph_drawn(struct graph const *g, struct graph_edge const *e)
{
	return !aside(e) && !e->implied && drawn(g->node + e->from) && drawn(g->node + e->to);
}
