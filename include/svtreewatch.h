/* svtreewatch.h - being told whenever something changes in trees of services. */
#ifndef SVTREEWATCH_H
#define SVTREEWATCH_H

#include "events.h"
#include "svtree.h"

struct svtreewatch {
	struct ctx *x;
	/* Shows the trees, which are read anew first if ANEW. 0, or -1 to end. */
	int (*show)(void *arg, int anew);
	struct svtree *(*read)(void *arg); /* reads them, in the arena of X */
	void *arg;
	int tick; /* show every second, with what has been read */
	/* From here on its own. */
	struct events events;
	struct watch files;
	struct timer soon, second;
	int inotify;
	int polled; /* some can be watched in no way but by looking */
	int ticks, failed;
};

/* Watches until a signal ends the process, or returns: show has said so, or errno says why. */
void svtreewatch_run(struct svtreewatch *w);

#endif
