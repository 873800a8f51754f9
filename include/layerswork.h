/* layerswork.h - what placing a graph in layers works on (builtins/windlass/lib/layers*.c). */
#ifndef LAYERSWORK_H
#define LAYERSWORK_H

#include "layers.h"

/* From a spot to one in the next layer. */
struct layers_link {
	uint32_t left, right;
};

struct layers_work {
	struct ctx *x;
	struct layers *l;
	struct layers_link *link; /* sorted by layer */
	uint32_t links;
	uint32_t *
		gap; /* where the links between each layer and the next begin; one more for the end */
	uint32_t **layer; /* the spots of each, from top to bottom */
	uint32_t *n;      /* and how many */
	uint32_t *place;  /* of each spot in its layer */
	uint32_t *around; /* how many neighbours each has */
};

/* Puts the spots of each layer in an order in which few links cross. */
void layers_order(struct layers_work *w);

/* Gives each spot its y: in order, apart, and as near to its neighbours as it may be. */
void layers_heights(struct layers_work *w);

#endif
