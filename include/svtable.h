/* svtable.h - trees of services as a table for people. */
#ifndef SVTABLE_H
#define SVTABLE_H

#include "svtree.h"

struct svtable {
	int colours;
	unsigned int width;  /* columns of the terminal, 0: as many as it takes */
	unsigned int height; /* lines that may be written, 0: as many as it takes */
	char const *eol;     /* what ends a line */
	tain now;            /* what durations end with */
};

/* Appends the table of T to TO. */
void svtable_write(struct ctx *x, stralloc *to, struct svtree const *t, struct svtable const *look);

#endif
