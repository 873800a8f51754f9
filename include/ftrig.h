/* ftrig.h - waiting until the events of fifodirs match regular expressions. */
#ifndef FTRIG_H
#define FTRIG_H

#include <regex.h>

#include "builtin.h"
#include "events.h"

struct ftrig_pattern {
	char const *path, *regex;
	regex_t compiled;
	struct events_source source;
	stralloc seen; /* the events so far */
	int matched;
	struct ftrig *all;
};

struct ftrig {
	struct events events;
	struct ftrig_pattern *pattern; /* n of them, with path and regex set */
	size_t n, matched;
	int any;
	unsigned int ms;
	int late; /* what to leave with when the time is up */
	struct ftrig_pattern *culprit;
};

/* Compiles all expressions. 0, or -1: the culprit's is wrong. */
int ftrig_compile(struct ftrig *f);

/* Notes the event E. Returns 1 when the events so far match, which is once. */
int ftrig_match(struct ftrig_pattern *p, char e);

/* Listens to all fifodirs. 0, or -1 with errno: the culprit's cannot be listened to. */
int ftrig_start(struct ftrig *f);

/* Waits until all have matched, or any, and listens no more. 0, or -1 with errno as events_wait. */
int ftrig_end(struct ftrig *f);

/* Waits as F says, with PROG started once it listens, unless that is 0. chain(0) when it has come, else
   the answer to give. */
static inline struct next ftrig_run(struct ctx *x, struct ftrig *f, struct word *prog)
{
	if (ftrig_compile(f) < 0)
		return fail(x, "bad regular expression: ", f->culprit->regex);
	if (ftrig_start(f) < 0)
		return failsys(x, "unable to listen to ", f->culprit->path);
	if (prog && events_spawn(x, &f->events, prog) < 0) {
		events_close(&f->events);
		return spawn_failed(x);
	}
	if (!ftrig_end(f))
		return chain(0);
	return errno == ETIMEDOUT ? failcode(x, f->late, "timed out")
				  : failsys(x, "unable to wait for events");
}

/* For one pattern, whose events are written. */
static inline struct next ftrig_run_one(
	struct ctx *x, struct ftrig_pattern *p, unsigned int ms, int late, struct word *prog)
{
	struct ftrig f = { .pattern = p, .n = 1, .ms = ms, .late = late };
	struct next n = ftrig_run(x, &f, prog);
	if (n.how == NEXT_EXIT)
		return n;
	put(x, p->seen.s, p->seen.len);
	put_text(x, "\n");
	return leave(0);
}

#define FTRIG_OPTS(T) \
	NUM('t', "timeout", T, ms, UINT32_MAX, "ms", \
		"give up after this many milliseconds (default: 0, never)")

#endif
