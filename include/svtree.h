/* svtree.h - all services of a scan directory, their loggers, and scan directories below. */
#ifndef SVTREE_H
#define SVTREE_H

#include "svview.h"

struct svnode {
	char const *name, *dir;
	struct svview view;
	struct svnode *logger; /* or 0 */
	struct svtree *below;  /* the scan directory it supervises, or 0 */
	struct svnode *next;
};

struct svtree {
	char const *dir; /* 0: the services are no scan directory's */
	int err;         /* it cannot be read */
	struct svnode *first;
	struct svtree *next;
};

/* What there is in a tree; loggers count as services. */
struct svcount {
	unsigned long services, up, missing, hidden; /* missing: not up though wanted */
};
void svtree_count(struct svcount *c, struct svtree const *t);

/* The scan directory of this system or this user, or 0: WINDLASS_RUN's, else the first that is there. From the
   arena of X. */
char const *svtree_find(struct ctx *x);

/* Reads the scan directory DIR, or adds the service directory DIR to T. In the arena of X. */
struct svtree *svtree_read(struct ctx *x, char const *dir);
void svtree_add(struct ctx *x, struct svtree *t, char const *name, char const *dir);

/* Whether DIR is a scan directory. */
int svtree_is_scandir(struct ctx *x, char const *dir);

/* Appends the trees T as members of an object. */
void svtree_json(stralloc *to, struct svtree const *t);

#endif
