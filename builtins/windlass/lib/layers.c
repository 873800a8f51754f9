/* layers.c - nodes in layers: the longest path to a node says which. Edges that lead further than to the next
   layer get bends. */
#include "layers.h"

#include <stdlib.h>
#include <string.h>

#include "layerswork.h"

enum { NEARER = 64 };
static double const gap = 44, gap_each = 1.6, gap_most = 150;

/* In a circle nothing gets further than there are nodes. */
static void assign(struct layers *l)
{
	int most = (int)l->nodes - 1;
	for (int moved = 1, round = 0; moved && round <= most; round++) {
		moved = 0;
		for (uint32_t i = 0; i < l->edges; i++) {
			struct layers_edge const *e = l->edge + i;
			int least = l->spot[e->left].layer + 1;
			if (l->spot[e->right].layer < least && least <= most) {
				l->spot[e->right].layer = least;
				moved = 1;
			}
		}
	}
}

/* Right before the first of those that come after it is the place of a node after which no fewer come than
   before it: that makes no edges longer, all told, and those of pipes shorter. */
static void draw_near(struct ctx *x, struct layers *l)
{
	size_t size = (l->nodes + 1) * sizeof(int);
	int *most = arena_get(x, size), *balance = arena_get(x, size), moved = 1;
	memset(balance, 0, size);
	for (uint32_t i = 0; i < l->edges; i++) {
		balance[l->edge[i].left]++;
		balance[l->edge[i].right]--;
	}
	for (int round = 0; moved && round < NEARER; round++) {
		moved = 0;
		memset(most, 0, size);
		for (uint32_t i = 0; i < l->edges; i++) {
			int before = l->spot[l->edge[i].right].layer - 1,
			    *m = most + l->edge[i].left;
			*m = !*m || before + 1 < *m ? before + 1 : *m;
		}
		for (uint32_t i = 0; i < l->nodes; i++)
			if (balance[i] >= 0 && most[i] - 1 > l->spot[i].layer) {
				l->spot[i].layer = most[i] - 1;
				moved = 1;
			}
	}
}

static uint32_t span(struct layers const *l, struct layers_edge const *e)
{
	return (uint32_t)abs(l->spot[e->right].layer - l->spot[e->left].layer);
}

static void link_up(struct layers_work *w, uint32_t a, uint32_t b)
{
	int forth = w->l->spot[a].layer < w->l->spot[b].layer;
	w->link[w->links++] = forth ? (struct layers_link){ a, b } : (struct layers_link){ b, a };
}

static void bend(struct layers_work *w, struct layers_edge *e)
{
	struct layers *l = w->l;
	int step = l->spot[e->right].layer < l->spot[e->left].layer ? -1 : 1;
	uint32_t at = e->left, n = span(l, e);
	e->bend = l->spots;
	e->bends = n ? n - 1 : 0;
	for (uint32_t k = 0; k < e->bends; k++) {
		int layer = l->spot[at].layer + step;
		l->spot[l->spots] = (struct layers_spot){ .layer = layer, .bend = 1 };
		link_up(w, at, l->spots);
		at = l->spots++;
	}
	if (n)
		link_up(w, at, e->right);
}

static void bend_all(struct layers_work *w)
{
	struct layers *l = w->l;
	uint32_t most = 0;
	for (uint32_t i = 0; i < l->edges; i++)
		most += span(l, l->edge + i) + 1;
	struct layers_spot *spot = arena_get(w->x, (l->nodes + most + 1) * sizeof *spot);
	memcpy(spot, l->spot, l->nodes * sizeof *spot);
	l->spot = spot;
	l->spots = l->nodes;
	w->link = arena_get(w->x, (most + 1) * sizeof *w->link);
	for (uint32_t i = 0; i < l->edges; i++)
		bend(w, l->edge + i);
}

static void fill_layers(struct layers_work *w)
{
	struct layers *l = w->l;
	for (uint32_t i = 0; i < l->spots; i++)
		if (l->spot[i].layer >= l->layers)
			l->layers = l->spot[i].layer + 1;
	size_t n = (size_t)l->layers + 1;
	w->n = arena_get(w->x, n * sizeof *w->n);
	w->layer = arena_get(w->x, n * sizeof *w->layer);
	w->place = arena_get(w->x, (l->spots + 1) * sizeof *w->place);
	w->around = arena_get(w->x, (l->spots + 1) * sizeof *w->around);
	memset(w->n, 0, n * sizeof *w->n);
	for (uint32_t i = 0; i < l->spots; i++)
		w->place[i] = w->n[l->spot[i].layer]++;
	for (size_t k = 0; k < n; k++)
		w->layer[k] = arena_get(w->x, (w->n[k] + 1) * sizeof **w->layer);
	for (uint32_t i = 0; i < l->spots; i++)
		w->layer[l->spot[i].layer][w->place[i]] = i;
}

static void sort_links(struct layers_work *w)
{
	struct layers_link *sorted = arena_get(w->x, (w->links + 1) * sizeof *sorted);
	size_t n = (size_t)w->l->layers;
	w->gap = arena_get(w->x, (n + 2) * sizeof *w->gap);
	memset(w->gap, 0, (n + 2) * sizeof *w->gap);
	for (uint32_t i = 0; i < w->links; i++)
		w->gap[w->l->spot[w->link[i].left].layer + 1]++;
	for (size_t k = 1; k <= n; k++)
		w->gap[k] += w->gap[k - 1];
	for (uint32_t i = 0; i < w->links; i++)
		sorted[w->gap[w->l->spot[w->link[i].left].layer]++] = w->link[i];
	memmove(w->gap + 1, w->gap, n * sizeof *w->gap);
	w->gap[0] = 0;
	w->link = sorted;
}

/* Layers are as wide as what is in them, and further apart where more edges are. */
static void across(struct layers_work *w)
{
	struct layers *l = w->l;
	double at = 0;
	for (int k = 0; k < l->layers; k++) {
		double wide = 0, between = gap;
		for (uint32_t i = 0; i < w->n[k]; i++)
			if (l->spot[w->layer[k][i]].wide > wide)
				wide = l->spot[w->layer[k][i]].wide;
		between += gap_each * (w->gap[k + 1] - w->gap[k]);
		for (uint32_t i = 0; i < w->n[k]; i++) {
			struct layers_spot *s = l->spot + w->layer[k][i];
			s->x = at;
			s->wide = s->bend ? wide : s->wide;
		}
		l->width = at + wide;
		at += wide + (between < gap_most ? between : gap_most);
	}
}

void layers_place(struct ctx *x, struct layers *l)
{
	struct layers_work w = { .x = x, .l = l };
	for (uint32_t i = 0; i < l->nodes; i++)
		l->spot[i].layer = l->spot[i].bend = 0;
	l->layers = 0;
	l->width = l->height = 0;
	assign(l);
	draw_near(x, l);
	bend_all(&w);
	fill_layers(&w);
	sort_links(&w);
	layers_order(&w);
	layers_heights(&w);
	across(&w);
}
