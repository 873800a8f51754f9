/* rcgraph.h - who points to whom, by number. */
#ifndef RCGRAPH_H
#define RCGRAPH_H

#include <stddef.h>
#include <stdint.h>

struct ctx;

/* Numbers that are added one by one; from the arena. */
struct rc_numbers {
	uint32_t *v;
	size_t n, room;
};
void rc_numbers_init(
	struct ctx *x, struct rc_numbers *l); /* with room already; else zeroed is enough */
void rc_number_add(struct ctx *x, struct rc_numbers *l, uint32_t number);
/* Those from FIRST on become rising, and are there once. */
void rc_numbers_sort(struct rc_numbers *l, size_t first);

/* Node i points to those in to.v from from[i] to from[i + 1]. */
struct rc_graph {
	uint32_t n, *from;
	struct rc_numbers to;
};

/* A graph of N nodes, which are then made in order: those that node I points to are added to to.v between
   rc_graph_node(I) and that for the next; rc_graph_node(N) ends it. */
void rc_graph_init(struct ctx *x, struct rc_graph *g, uint32_t n);
static inline void rc_graph_node(struct rc_graph *g, uint32_t i)
{
	g->from[i] = (uint32_t)g->to.n;
}

/* G the other way round; the nodes that one points to rise. */
void rc_graph_turn(struct ctx *x, struct rc_graph const *g, struct rc_graph *to);

/* Fills ORDER with the nodes of the K graphs at G, taken together, so that what a node points to comes before it. For
   each cycle CYCLE is called with the N nodes of which each points to the next and the last to the first. */
void rc_graph_order(struct ctx *x, struct rc_graph const *g, size_t k, uint32_t *order,
	void (*cycle)(void *arg, uint32_t const *v, size_t n), void *arg);

#endif
