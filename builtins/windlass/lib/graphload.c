/* graphload.c - a graph of what is in a database, and of what is live. */
#include <string.h>

#include "boot.h"
#include "graph.h"
#include "rcdb.h"
#include "rclive.h"
#include "svview.h"

static void add_list(struct graph *g, struct rcdb const *db, uint32_t const *node, uint32_t from,
	struct rcdb_list const *l, enum graph_kind kind)
{
	uint32_t const *v = rcdb_numbers(db, l);
	for (uint32_t i = 0; i < l->n; i++)
		graph_edge(g, from, node ? node[v[i]] : v[i], kind);
}

/* The edges of a service; its node is NODE[I]. */
static void add_service(struct graph *g, struct rcdb const *db, uint32_t const *node, uint32_t i)
{
	struct rcdb_service const *s = db->service + i;
	add_list(g, db, node, node[i], &s->needs, GRAPH_NEEDS);
	add_list(g, db, node, node[i], &s->wants, GRAPH_WANTS);
	add_list(g, db, node, node[i], &s->after, GRAPH_AFTER);
	if (rcdb_is_longrun(db, i) && s->consumer != RC_NONE)
		graph_edge(g, node[i], node[s->consumer], GRAPH_PIPES);
}

static uint32_t edges_of(struct rcdb const *db)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < db->services; i++) {
		struct rcdb_service const *s = db->service + i;
		n += s->needs.n + s->wants.n + s->after.n + 1;
	}
	for (uint32_t i = 0; i < db->names_n; i++)
		n += db->names[i].members.n;
	return n;
}

/* Node I is name I. */
static void add_names(struct graph *g, struct rcdb const *db, uint32_t *node)
{
	for (uint32_t i = 0; i < db->names_n; i++) {
		struct rcdb_name const *name = db->names + i;
		struct graph_node *v = g->node + i;
		v->name = db->texts + name->name;
		v->type = GRAPH_BUNDLE;
		if (name->bundle) {
			add_list(g, db, 0, i, &name->members, GRAPH_HAS);
			continue;
		}
		v->service = *rcdb_numbers(db, &name->atomics);
		v->type = rcdb_is_longrun(db, v->service) ? GRAPH_LONGRUN : GRAPH_ONESHOT;
		node[v->service] = i;
	}
}

void graph_load(struct graph *g, struct ctx *x, struct rcdb const *db, int all)
{
	uint32_t *node = arena_get(x, (db->services + 1) * sizeof *node);
	graph_new(g, x, db->names_n, edges_of(db));
	memset(node, 0, (db->services + 1) * sizeof *node);
	add_names(g, db, node);
	for (uint32_t i = 0; i < db->services; i++)
		add_service(g, db, node, i);
	graph_sort(g);
	for (uint32_t i = 0; i < g->nodes && !all; i++)
		g->node[i].hidden = !strcmp(g->node[i].name, RC_RUNNER) ||
				    !strcmp(g->node[i].name, RC_FDHOLDER);
}

/* Of a longrun: what its supervisor says; if nobody can tell, what s6-rc believes. */
static enum graph_state longrun_state(struct svview const *v, int believed)
{
	switch (v->state) {
	case SVVIEW_READY: return GRAPH_READY;
	case SVVIEW_UP: return GRAPH_UP;
	case SVVIEW_NOT_READY: return GRAPH_STARTING;
	case SVVIEW_FAILED: return GRAPH_FAILED;
	case SVVIEW_HIDDEN:
	case SVVIEW_UNKNOWN: return believed ? GRAPH_UP : GRAPH_DOWN;
	default: return believed ? GRAPH_FAILED : GRAPH_DOWN;
	}
}

/* Which services have failed the last time that they were changed, by number. */
static char *failures(struct rclive const *l)
{
	struct rcrecord const *r;
	size_t n;
	char *failed = arena_get(l->x, l->db.services + 1);
	memset(failed, 0, l->db.services);
	if (boot_records(l->x, l->path, &r, &n) < 0)
		return failed;
	for (size_t i = 0; i < n; i++)
		if (r[i].service < l->db.services && r[i].kind >= RCRECORD_STARTED)
			failed[r[i].service] = r[i].kind == RCRECORD_FAILED;
	return failed;
}

void graph_states(struct graph *g, struct rclive const *l)
{
	char const *failed = failures(l);
	g->live = 1;
	for (uint32_t i = 0; i < g->nodes; i++) {
		struct graph_node *v = g->node + i;
		if (v->service == GRAPH_NOBODY)
			continue;
		int up = l->state[v->service] & RCLIVE_UP;
		v->state = up ? GRAPH_UP : failed[v->service] ? GRAPH_FAILED : GRAPH_DOWN;
		if (v->type != GRAPH_LONGRUN)
			continue;
		struct svview view;
		svview_read(l->x, &view, rclive_servicedir(l, v->service));
		v->state = longrun_state(&view, up);
	}
}
