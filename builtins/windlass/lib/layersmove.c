/* layersmove.c - in which order the spots of a layer stand, and how high. Both go by averages: a spot belongs
   where its neighbours are. */
#include <string.h>

#include "layerswork.h"

enum { LEFT = 1, RIGHT = 2, SWEEPS = 24, PULLS = 24 };
static double const row = 30, bend_row = 14, firmness = 4;

/* S wants to be where OTHER is, too. */
static void pull(struct layers_work *w, uint32_t s, uint32_t other, int places)
{
	w->l->spot[s].want += places ? w->place[other] : w->l->spot[other].y;
	w->around[s]++;
}

/* What the neighbours on SIDES of each spot of layer K have on average, as a place or a height, becomes what it
   wants. */
static void average(struct layers_work *w, int k, int sides, int places)
{
	for (uint32_t i = 0; i < w->n[k]; i++)
		w->l->spot[w->layer[k][i]].want = w->around[w->layer[k][i]] = 0;
	for (uint32_t i = k ? w->gap[k - 1] : 0; sides & LEFT && k && i < w->gap[k]; i++)
		pull(w, w->link[i].right, w->link[i].left, places);
	for (uint32_t i = w->gap[k]; sides & RIGHT && i < w->gap[k + 1]; i++)
		pull(w, w->link[i].left, w->link[i].right, places);
	for (uint32_t i = 0; i < w->n[k]; i++) {
		uint32_t s = w->layer[k][i];
		struct layers_spot *spot = w->l->spot + s;
		if (w->around[s])
			spot->want /= w->around[s];
		else
			spot->want = places ? w->place[s] : spot->y;
	}
}

static void sort_layer(struct layers_work *w, int k)
{
	struct layers_spot const *spot = w->l->spot;
	uint32_t *a = w->layer[k];
	for (uint32_t i = 1; i < w->n[k]; i++) {
		uint32_t s = a[i], at = i;
		for (; at && spot[a[at - 1]].want > spot[s].want; at--)
			a[at] = a[at - 1];
		a[at] = s;
	}
	for (uint32_t i = 0; i < w->n[k]; i++)
		w->place[a[i]] = i;
}

static int cross(uint32_t const *place, struct layers_link const *e, struct layers_link const *f)
{
	return (place[e->left] < place[f->left] && place[e->right] > place[f->right]) ||
	       (place[e->left] > place[f->left] && place[e->right] < place[f->right]);
}

static unsigned long crossings(struct layers_work const *w)
{
	unsigned long n = 0;
	for (int k = 0; k < w->l->layers; k++)
		for (uint32_t i = w->gap[k]; i < w->gap[k + 1]; i++)
			for (uint32_t m = w->gap[k]; m < i; m++)
				n += (unsigned long)cross(w->place, w->link + i, w->link + m);
	return n;
}

/* One way through the layers: each is sorted by the one before it. */
static void sweep(struct layers_work *w, int sides)
{
	int n = w->l->layers;
	for (int i = 0; i < n; i++) {
		int k = sides == LEFT ? i : n - 1 - i;
		average(w, k, sides, 1);
		sort_layer(w, k);
	}
}

static void take_places(struct layers_work *w, uint32_t const *best)
{
	struct layers *l = w->l;
	memcpy(w->place, best, l->spots * sizeof *best);
	for (uint32_t i = 0; i < l->spots; i++)
		w->layer[l->spot[i].layer][best[i]] = i;
}

void layers_order(struct layers_work *w)
{
	size_t size = w->l->spots * sizeof *w->place;
	uint32_t *best = arena_get(w->x, size + 1);
	unsigned long least = crossings(w);
	memcpy(best, w->place, size);
	for (int i = 0; i < SWEEPS && least; i++) {
		sweep(w, i % 2 ? RIGHT : LEFT);
		unsigned long n = crossings(w);
		if (n < least) {
			least = n;
			memcpy(best, w->place, size);
		}
	}
	take_places(w, best);
	w->l->crossings = least;
}

static double apart(struct layers_spot const *a, struct layers_spot const *b)
{
	return a->bend && b->bend ? bend_row : a->bend || b->bend ? (row + bend_row) / 2 : row;
}

/* A run of spots that stand as close as they may: `at` is best for all of them, if each were moved up by what
   the spots above it take. */
struct run {
	double at, weight;
	uint32_t n;
};

/* What layer K wants, as nearly as order and distances allow: the least sum of squares. */
static void settle(struct layers_work *w, int k, struct run *run)
{
	struct layers_spot *spot = w->l->spot;
	uint32_t const *a = w->layer[k];
	uint32_t runs = 0;
	double down = 0;
	for (uint32_t i = 0; i < w->n[k]; i++) {
		down += i ? apart(spot + a[i - 1], spot + a[i]) : 0;
		struct run r = { spot[a[i]].want - down, spot[a[i]].bend ? firmness : 1, 1 };
		for (; runs && run[runs - 1].at > r.at; runs--) {
			struct run const *p = run + runs - 1;
			r.at = (r.at * r.weight + p->at * p->weight) / (r.weight + p->weight);
			r.weight += p->weight;
			r.n += p->n;
		}
		run[runs++] = r;
	}
	down = 0;
	for (uint32_t i = 0, r = 0, left = runs ? run->n : 0; i < w->n[k]; i++, left--) {
		left = left ? left : run[++r].n;
		down += i ? apart(spot + a[i - 1], spot + a[i]) : 0;
		spot[a[i]].y = run[r].at + down;
	}
}

static void shift_down(struct layers *l)
{
	double top = 0;
	for (uint32_t i = 0; i < l->spots; i++)
		if (!i || l->spot[i].y < top)
			top = l->spot[i].y;
	for (uint32_t i = 0; i < l->spots; i++) {
		l->spot[i].y += row / 2 - top;
		if (l->spot[i].y + row / 2 > l->height)
			l->height = l->spot[i].y + row / 2;
	}
}

void layers_heights(struct layers_work *w)
{
	struct layers *l = w->l;
	struct run *run = arena_get(w->x, (l->spots + 1) * sizeof *run);
	for (uint32_t i = 0; i < l->spots; i++)
		l->spot[i].y = row * w->place[i];
	for (int i = 0; i < PULLS; i++) {
		int sides = i > PULLS / 2 ? LEFT | RIGHT : i % 2 ? RIGHT : LEFT;
		for (int n = 0; n < l->layers; n++) {
			int k = sides == RIGHT ? l->layers - 1 - n : n;
			average(w, k, sides, 0);
			settle(w, k, run);
		}
	}
	shift_down(l);
}
