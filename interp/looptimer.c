/* looptimer.c - a loop's timers. */
#include "loop.h"

#include <stdlib.h>

/* The heap: the earliest timer on top, slots counted from 1. */
static void place(struct loop *l, size_t slot, struct timer *t)
{
	l->heap[slot - 1] = t;
	t->slot = slot;
}

static void sift(struct loop *l, struct timer *t, size_t slot)
{
	while (slot > 1 && l->heap[slot / 2 - 1]->when > t->when) {
		place(l, slot, l->heap[slot / 2 - 1]);
		slot /= 2;
	}
	for (size_t below; (below = 2 * slot) <= l->timers; slot = below) {
		if (below < l->timers && l->heap[below]->when < l->heap[below - 1]->when)
			below++;
		if (l->heap[below - 1]->when >= t->when)
			break;
		place(l, slot, l->heap[below - 1]);
	}
	place(l, slot, t);
}

void loop_timer_drop(struct loop *l, struct timer *t)
{
	size_t slot = t->slot;
	if (!slot)
		return;
	t->slot = 0;
	struct timer *last = l->heap[--l->timers];
	if (last != t)
		sift(l, last, slot);
}

static int make_room(struct loop *l, size_t n)
{
	size_t room = n > 2 * l->room + 16 ? n : 2 * l->room + 16;
	struct timer **heap = n > l->room ? realloc(l->heap, room * sizeof *heap) : l->heap;
	if (!heap)
		return -1;
	l->room = n > l->room ? room : l->room;
	l->heap = heap;
	return 0;
}

int loop_promise(struct loop *l, size_t n)
{
	if (make_room(l, l->promised + n) < 0)
		return -1;
	l->promised += n;
	return 0;
}

void loop_release(struct loop *l, size_t n)
{
	l->promised -= n;
}

int loop_at(struct loop *l, struct timer *t, int64_t when, loop_fn *fn, void *arg)
{
	loop_timer_drop(l, t);
	if (make_room(l, l->timers + 1) < 0)
		return -1;
	*t = (struct timer){ .when = when, .fn = fn, .arg = arg };
	sift(l, t, ++l->timers);
	return 0;
}

int loop_in(struct loop *l, struct timer *t, unsigned int ms, loop_fn *fn, void *arg)
{
	return loop_at(l, t, loop_clock() + ms * LOOP_MS, fn, arg);
}
