/* pstree.c - processes in the order of a tree. */
#include <stdlib.h>
#include <string.h>

#include "ctx.h"
#include "ps.h"

/* What is still to be put in order, by parent, and where it goes. */
struct order {
	struct ctx *x;
	struct ps_process *from, *to;
	size_t n, done;
};

static int by_parent(void const *a, void const *b)
{
	struct ps_process const *p = a, *q = b;
	long long m = p->stat.number[PS_PARENT], n = q->stat.number[PS_PARENT];
	return m != n ? (m > n) - (m < n) : (p->pid > q->pid) - (p->pid < q->pid);
}

/* The first that has this parent, or a greater one. */
static size_t children_of(struct order const *o, pid_t parent)
{
	size_t low = 0, high = o->n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (o->from[middle].stat.number[PS_PARENT] < parent)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* P, and what is below it. BRANCHES stand before P, and MARGIN before those. */
static void place(
	struct order *o, struct ps_process const *p, char const *margin, char const *branch)
{
	size_t i = children_of(o, p->pid);
	if (o->done == o->n)
		return;
	o->to[o->done] = *p;
	o->to[o->done++].branches = join(o->x, margin, branch);
	margin = *branch ? join(o->x, margin,
				   p + 1 < o->from + o->n && p[1].stat.number[PS_PARENT] ==
								     p->stat.number[PS_PARENT]
					   ? " |  "
					   : "    ")
			 : margin;
	for (; i < o->n && o->from[i].stat.number[PS_PARENT] == p->pid; i++)
		place(o, o->from + i, margin, " \\_ ");
}

static int has_parent(struct ps const *ps, struct ps_process const *p)
{
	for (size_t i = 0; i < ps->n; i++)
		if (ps->process[i].pid == p->stat.number[PS_PARENT])
			return 1;
	return 0;
}

void ps_tree(struct ps *ps)
{
	size_t size = ps->n * sizeof *ps->process;
	struct order o = { .x = ps->x, .from = arena_get(ps->x, size + 1), .n = ps->n };
	o.to = arena_get(ps->x, size + 1);
	memcpy(o.from, ps->process, size);
	qsort(o.from, o.n, sizeof *o.from, by_parent);
	for (int kernel = 1; kernel >= 0; kernel--)
		for (size_t i = 0; i < o.n; i++)
			if (!!ps_is_kernel(o.from + i) == kernel && !has_parent(ps, o.from + i))
				place(&o, o.from + i, "", "");
	ps->process = o.to;
	ps->n = o.done;
}
