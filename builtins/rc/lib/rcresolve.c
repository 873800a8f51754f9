/* rcresolve.c - from definitions to services that know each other. */
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "rcgraph.h"
#include "rcsource.h"

/* Services get ids, longruns first; bundles their own. */
static void enumerate(struct rc_source *s)
{
	s->service = arena_get(s->x, s->defs * sizeof *s->service);
	s->bundle = arena_get(s->x, s->defs * sizeof *s->bundle);
	for (struct rc_def *d = s->first; d; d = d->next)
		if (d->type == RC_LONGRUN && !d->is_template)
			s->service[d->id = s->services++] = d;
	s->longruns = s->services;
	for (struct rc_def *d = s->first; d; d = d->next)
		if (d->type == RC_ONESHOT && !d->is_template)
			s->service[d->id = s->services++] = d;
		else if (d->type == RC_BUNDLE && !d->is_template)
			s->bundle[d->id = s->bundles++] = d;
	for (uint32_t i = 0; i < s->services; i++) {
		s->service[i]->atomics = &s->service[i]->id;
		s->service[i]->atomics_n = 1;
	}
}

static void bundle_cycle(void *arg, uint32_t const *v, size_t n)
{
	struct rc_source *s = arg;
	stralloc text = STRALLOC_ZERO;
	struct rc_def *d = s->bundle[v[0]];
	struct rc_ref const *r = rc_ref_to(d, RC_CONTENTS, s->bundle[v[1 % n]]);
	for (size_t i = 0; i < n; i++) {
		stralloc_cats(&text, i ? ", " : "");
		stralloc_cats(&text, s->bundle[v[i]]->name);
		stralloc_cats(&text, " holds ");
		stralloc_cats(&text, s->bundle[v[(i + 1) % n]]->name);
	}
	stralloc_0(&text);
	rc_wrong_as(s, RC_FAULT_CIRCLE, d, r->file, r->at, "bundles in a circle: ", text.s);
	for (size_t i = 0; i < n; i++)
		s->bundle[v[i]]->broken = d->broken;
	stralloc_free(&text);
}

static int rising(void const *a, void const *b)
{
	uint32_t m = *(uint32_t const *)a, n = *(uint32_t const *)b;
	return m < n ? -1 : m > n;
}

/* What bundle D stands for. SEEN has a place for each service; what is there is below STAMP so far. */
static void flatten(struct rc_source *s, struct rc_def *d, uint32_t *seen, uint32_t stamp)
{
	struct rc_numbers all = { 0 };
	for (size_t i = 0; !d->broken && i < d->list[RC_CONTENTS].n; i++) {
		struct rc_def const *m = d->list[RC_CONTENTS].v[i].def;
		for (uint32_t k = 0; m && k < m->atomics_n; k++)
			if (seen[m->atomics[k]] != stamp) {
				seen[m->atomics[k]] = stamp;
				s->service[m->atomics[k]]->flags |= d->flags;
				rc_number_add(s->x, &all, m->atomics[k]);
			}
	}
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, rising);
	d->atomics = all.v;
	d->atomics_n = (uint32_t)all.n;
}

/* The flags of a bundle become those of bundles in it first, hence the other way round. */
static void hand_flags_down(struct rc_source *s, uint32_t const *order)
{
	for (uint32_t i = s->bundles; i-- > 0;) {
		struct rc_def const *d = s->bundle[order[i]];
		for (size_t k = 0; k < d->list[RC_CONTENTS].n; k++)
			if (d->list[RC_CONTENTS].v[k].def)
				d->list[RC_CONTENTS].v[k].def->flags |=
					d->flags & (RC_ESSENTIAL | RC_RECOMMENDED);
	}
}

static void flatten_bundles(struct rc_source *s)
{
	struct rc_graph g;
	uint32_t *order = arena_get(s->x, (s->bundles + 1) * sizeof *order);
	uint32_t *seen = arena_get(s->x, (s->services + 1) * sizeof *seen);
	rc_graph_init(s->x, &g, s->bundles);
	for (uint32_t i = 0; i < s->bundles; i++) {
		struct rc_refs const *contents = s->bundle[i]->list + RC_CONTENTS;
		rc_graph_node(&g, i);
		for (size_t k = 0; k < contents->n; k++)
			if (contents->v[k].def && contents->v[k].def->type == RC_BUNDLE &&
				!contents->v[k].def->is_template)
				rc_number_add(s->x, &g.to, contents->v[k].def->id);
	}
	rc_graph_node(&g, s->bundles);
	rc_graph_order(s->x, &g, 1, order, bundle_cycle, s);
	memset(seen, 0, s->services * sizeof *seen);
	hand_flags_down(s, order);
	for (uint32_t i = 0; i < s->bundles; i++)
		flatten(s, s->bundle[order[i]], seen, i + 1);
}

void rc_resolve(struct rc_source *s)
{
	rc_link(s);
	rc_check_pipes(s);
	enumerate(s);
	flatten_bundles(s);
	rc_connect(s);
	rc_find_cycles(s);
	if (s->keep_going)
		rc_leave_out(s);
}
