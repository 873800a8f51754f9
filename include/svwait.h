/* svwait.h - waiting until services are in a state: s6-svwait and all that can wait like it. */
#ifndef SVWAIT_H
#define SVWAIT_H

#include "cmd.h"
#include "events.h"
#include "spawn.h"
#include "svgoal.h"

struct svwait_service {
	struct svgoal goal;
	struct svwait *wait;
	struct events_source source;
};

struct svwait {
	struct events events;
	struct svwait_service *service;
	size_t n, begun, reached, failures;
	int any, appear;
	unsigned int ms;
	char const *unsupervised; /* a directory nobody supervises, after svwait_start, or 0 */
	int code;                 /* how it ended, when svwait_start or svwait_end does not say 0 */
	char const *why[5];
};

/* The options of commands that wait; T has a struct svwait_opts `wait`. */
struct svwait_opts {
	int goal, any, appear; /* appear: a supervisor that never was may still come */
	unsigned int ms;
};
#define SVWAIT_OPTS(T) \
	SET('u', "up", T, wait.goal, SVWAIT_UP, "until it is up (default)"), \
		SET('U', "ready", T, wait.goal, SVWAIT_READY, "until it is up and ready"), \
		SET('d', "down", T, wait.goal, SVWAIT_DOWN, "until it is down"), \
		SET('D', "finished", T, wait.goal, SVWAIT_FINISHED, \
			"until it is down and its finish script has ended"), \
		SET('r', "restarted", T, wait.goal, SVWAIT_RESTARTED, \
			"until it has been down, and is up"), \
		SET('R', "restarted-ready", T, wait.goal, SVWAIT_RESTARTED_READY, \
			"until it has been down, and is up and ready"), \
		NUM('t', "timeout", T, wait.ms, UINT32_MAX, "ms", \
			"give up after this many milliseconds (default: 0, never)")
#define SVWAIT_MANY_OPTS(T) \
	SET('a', "all", T, wait.any, 0, "wait for all services (default)"), \
		SET('o', "any", T, wait.any, 1, "wait for one of the services")
#define SVWAIT_EXITS \
	"99 when the time is up, 111 when a service cannot be watched, else the number of services (98 at " \
	"most) that failed for good or lost their supervisor"

/* Makes W wait for the services DIRS, 0-ended, all for the same. */
void svwait_init(
	struct ctx *x, struct svwait *w, char const *const *dirs, struct svwait_opts const *o);

/* The I-th service is to be waited for until LETTER instead. */
void svwait_aim(struct svwait *w, size_t i, char letter);

/* Listens, and only then sees where the services are: what happens from now on is not missed. 0, or -1. */
int svwait_start(struct svwait *w);

/* Waits, and listens no more. 0 when all is as wanted, else -1. */
int svwait_end(struct svwait *w);
void svwait_cancel(struct svwait *w);

/* Says how it ended and leaves. */
static inline struct next svwait_leave(struct ctx *x, struct svwait const *w)
{
	return w->why[0] ? diag_leave(x, w->code, w->why) : leave(w->code);
}

/* Runs PROG once it listens to DIRS, waits for them, whatever becomes of PROG, and leaves. */
static inline struct next svwait_during(
	struct ctx *x, char const *const *dirs, struct svwait_opts const *o, struct word *prog)
{
	struct svwait w;
	svwait_init(x, &w, dirs, o);
	if (svwait_start(&w) < 0)
		return svwait_leave(x, &w);
	if (events_spawn(x, &w.events, prog) < 0) {
		svwait_cancel(&w);
		return spawn_failed(x);
	}
	svwait_end(&w);
	return svwait_leave(x, &w);
}

#endif
