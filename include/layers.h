/* layers.h - places for the nodes of a graph that has a direction, in layers from left to right
   (builtins/windlass/lib). */
#ifndef LAYERS_H
#define LAYERS_H

#include "ctx.h"

/* A node, or a bend of an edge that leads through a layer. */
struct layers_spot {
	double wide; /* given for nodes */
	int layer;
	double x, y; /* its left end, its middle */
	int bend;
	double want; /* while they move */
};

/* From LEFT to RIGHT by way of bends, whose spots are in the order of their layers. */
struct layers_edge {
	uint32_t left, right;
	uint32_t bend, bends;
};

struct layers {
	struct layers_spot *spot; /* the nodes first */
	uint32_t nodes, spots;
	struct layers_edge *edge;
	uint32_t edges;
	int layers;
	double width, height;
	unsigned long crossings; /* how many pairs of edges cross */
};

/* Places the nodes of L: their number and widths, and the edges' ends, are given. An edge that closes a circle is
   drawn backwards. New memory is from the arena of X. */
void layers_place(struct ctx *x, struct layers *l);

#endif
