/* events.h - waiting for events of fifodirs, in this process. */
#ifndef EVENTS_H
#define EVENTS_H

#include "diag.h"
#include "fifodir.h"
#include "loop.h"

/* Is given one event after the other until it says 1: enough. */
typedef int events_fn(void *arg, char event);

struct events_source {
	struct listener listener;
	struct watch watch;
	struct loop *loop;
	struct events_source *next;
	events_fn *fn;
	void *arg;
};

struct events {
	struct loop loop;
	struct timer timer;
	struct events_source *sources;
	int timed_out;
};

/* Listens to the fifodir PATH; what comes is read in turns of the loop L, which ends, with 0, when FN has
   enough. 0, or -1 with errno. */
int events_listen(
	struct loop *l, struct events_source *s, char const *path, events_fn *fn, void *arg);
void events_unlisten(struct events_source *s);

/* Prepares to wait for MS milliseconds from now at most, without end if it is 0. Signals that end the
   process end the waiting first. 0, or -1 with errno. */
int events_open(struct events *e, unsigned int ms);

/* The same in the loop of E, until events_close. 0, or -1 with errno. */
int events_from(
	struct events *e, struct events_source *s, char const *path, events_fn *fn, void *arg);

/* Waits until a source has enough: 0. Else -1 with errno: ETIMEDOUT, or EINTR for a signal. */
int events_wait(struct events *e);

/* Starts WORDS as a child that is not affected by the waiting. 0, or -1 with errno, for spawn_failed. */
int events_spawn(struct ctx *x, struct events *e, struct word *words);

/* Listens no more, and gives signals back. */
void events_close(struct events *e);

#endif
