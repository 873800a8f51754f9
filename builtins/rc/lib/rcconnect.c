/* rcconnect.c - which service waits for which, and who is in a circle. */
#include <string.h>

#include "diag.h"
#include "rcgraph.h"
#include "rcsource.h"

/* The lists that make up the order, as s->edges has them. */
enum { ORDERS = RC_AFTER + 1 };

struct connection {
	struct rc_source *s;
	uint32_t *seen, stamp;
};

static void connect_one(struct connection *c, enum rc_list list, uint32_t id)
{
	if (c->seen[id] == c->stamp)
		return;
	c->seen[id] = c->stamp;
	rc_number_add(c->s->x, &c->s->edges[list].to, id);
}

static void connect_list(struct connection *c, struct rc_def const *d, enum rc_list list)
{
	for (size_t i = 0; i < d->list[list].n; i++) {
		struct rc_def const *other = d->list[list].v[i].def;
		for (uint32_t k = 0; other && k < other->atomics_n; k++)
			connect_one(c, list, other->atomics[k]);
	}
}

/* All that service I waits for. What it is in itself, by way of a bundle, counts only where it needs that. */
static void connect(struct connection *c, uint32_t i)
{
	struct rc_def const *d = c->s->service[i];
	c->stamp = i + 1;
	for (int list = 0; list < ORDERS; list++)
		rc_graph_node(c->s->edges + list, i);
	connect_list(c, d, RC_NEEDS);
	if (d->type == RC_ONESHOT || d->script[RC_CONDITION].text)
		connect_one(c, RC_NEEDS, 0);
	if (d->consumer)
		connect_one(c, RC_NEEDS, d->consumer->id);
	if (d->consumer || d->list[RC_READS].n)
		connect_one(c, RC_NEEDS, 1);
	c->seen[i] = c->stamp;
	connect_list(c, d, RC_WANTS);
	connect_list(c, d, RC_AFTER);
}

void rc_connect(struct rc_source *s)
{
	struct connection c = { .s = s };
	size_t size = (s->services + 1) * sizeof *c.seen;
	c.seen = memset(arena_get(s->x, size), 0, size);
	s->edges = arena_get(s->x, ORDERS * sizeof *s->edges);
	for (int list = 0; list < ORDERS; list++)
		rc_graph_init(s->x, s->edges + list, s->services);
	for (uint32_t i = 0; i < s->services; i++)
		connect(&c, i);
	for (int list = 0; list < ORDERS; list++)
		rc_graph_node(s->edges + list, s->services);
}

/* Appends how A comes to wait for B; returns what says so, or 0 where that is a pipeline. */
static struct rc_ref const *say_step(stralloc *text, struct rc_def const *a, struct rc_def const *b)
{
	static char const *const verbs[] = { " needs ", " wants ", " comes after " };
	struct rc_ref const *r = 0;
	int list = 0;
	while (list < ORDERS && !(r = rc_ref_to(a, (enum rc_list)list, b)))
		list++;
	stralloc_cats(text, a->name);
	stralloc_cats(text, r ? verbs[list] : " writes to ");
	stralloc_cats(text, a == b ? "itself" : b->name);
	if (r && r->def != b) {
		stralloc_cats(text, " (in ");
		stralloc_cats(text, r->def->name);
		stralloc_cats(text, ")");
	}
	return r ? r : a->list[RC_WRITES].v;
}

static void cycle(void *arg, uint32_t const *v, size_t n)
{
	struct rc_source *s = arg;
	struct rc_def *d = s->service[v[0]];
	struct rc_ref const *first = 0;
	stralloc text = STRALLOC_ZERO;
	for (size_t i = 0; i < n; i++) {
		if (i)
			stralloc_cats(&text, ", ");
		struct rc_ref const *r =
			say_step(&text, s->service[v[i]], s->service[v[(i + 1) % n]]);
		first = i ? first : r;
	}
	stralloc_0(&text);
	rc_wrong_as(s, RC_FAULT_CIRCLE, d, first->file, first->at,
		"dependencies in a circle: ", text.s);
	for (size_t i = 0; i < n; i++)
		if (!s->service[v[i]]->broken)
			s->service[v[i]]->broken = d->broken;
	stralloc_free(&text);
}

void rc_find_cycles(struct rc_source *s)
{
	uint32_t *order = arena_get(s->x, (s->services + 1) * sizeof *order);
	rc_graph_order(s->x, s->edges, ORDERS, order, cycle, s);
}
