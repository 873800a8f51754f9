/* rcchange.h - bringing services up or down: all that may be done at a time at that time, in one loop.

   A job is a service that is to change, or need not any more; it waits for others. While it is being done, a
   work holds what that takes: a listener to the supervisor's events, or a connection to the oneshot runner. */
#ifndef RCCHANGE_H
#define RCCHANGE_H

#include "events.h"
#include "loop.h"
#include "rclive.h"
#include "rcrecord.h"
#include "sudo.h"
#include "svgoal.h"

enum rcop { RCOP_DOWN, RCOP_UP, RCOP_RELOAD };

enum rcphase {
	RCJOB_OUT, /* it is none */
	RCJOB_WAITS,
	RCJOB_RUNS,
	RCJOB_DONE,
	RCJOB_FAILED,
	RCJOB_BLOCKED, /* something that it needs has failed */
	RCJOB_SKIPPED, /* its condition, or that of something it needs, says that it is not wanted */
};

struct rcjob {
	uint32_t hard, soft; /* how many it still waits for */
	uint32_t last;       /* which of them came last */
	enum rcphase phase;
	struct rcwork *work;
};

struct rcwork {
	struct rcchange *c;
	struct rcwork *spare;
	uint32_t i;
	enum rc_script script; /* that of a oneshot, or RC_CONDITION */
	unsigned int tries;
	struct timer timer;
	char const *dir; /* a longrun's */
	struct svgoal goal;
	struct events_source source;
	struct watch client; /* a oneshot's */
	struct timer begin;  /* ... until the runner says that it has begun */
	size_t got;
	char answer[SUDO_GREETING + 1 + SUDO_STATUS];
};

struct rcchange {
	struct ctx *x;
	struct rclive *live;
	enum rcop op;
	unsigned int verbosity;
	unsigned int ms; /* for all of it; 0: no limit */
	/* A dry run says what would be done by this, and takes dry_ms for each. */
	void (*dry)(struct ctx *x, char const *text);
	unsigned int dry_ms;
	unsigned char const *named; /* those that were asked for by name */

	struct loop loop; /* the rest is the change's own */
	struct timer overall, flush;
	struct rcrecorder record;
	struct rcjob *job;
	unsigned char *unsure; /* longruns whose state is not known, or 0 */
	uint32_t *ready, *ended;
	uint32_t ready_from, ready_n, ended_from, ended_n;
	uint32_t waiting, running, most, failures;
	int stopping, timed_out;
	struct rcwork *spare;
};

/* Prepares for changes: the loop, limits, signals, the record. chain(0), or the answer to give. */
struct next rcchange_open(struct rcchange *c);

/* Brings the services of SET up, down, or has them reload, as OP says; with all that must be done before them. Returns
   an exit code: 0, RC_FAILED, RC_TIMEOUT or 111, after messages. */
int rcchange_run(struct rcchange *c, enum rcop op, unsigned char const *set);
void rcchange_close(struct rcchange *c, int code);

/* Brings up what an update has left down, but for what SET has, of which somebody has disposed already; CODE is what
   came of that, and the answer what has come of both. With SET 0 all is disposed of. */
int rcchange_pending(struct rcchange *c, unsigned char const *set, int code);

/* The jobs (rcjobs.c): which there are, and what becomes of them. */
void rcjobs_make(struct rcchange *c, unsigned char const *set);
void rcjobs_pump(void *c);
void rcjobs_settle(struct rcchange *c, uint32_t i, enum rcphase phase);

/* Works (rcwork.c). Begins the job I: 0, or -1 with errno when it cannot be begun for want of descriptors as long as
   others run. rcwork_end is told how it went: 0, an exit code, 256 + a signal, or -1 with why in errno. */
int rcwork_begin(struct rcchange *c, uint32_t i);
void rcwork_end(struct rcwork *w, int code, char const *why);
void rcwork_stop(struct rcchange *c);

/* Longruns (rclongrun.c): 0, or -1 with errno. It may have ended at once. */
int rclongrun_begin(struct rcwork *w);
/* What does not come up is told to stay down. */
void rclongrun_give_up(struct rcwork *w);
/* It goes back to where the state still says that it is. */
void rclongrun_undo(struct rcwork *w);
/* Whether the file "down" is as it is to be now; warns. */
void rclongrun_mark(struct rcwork const *w);
/* Sets right what a killed s6-rc has left. */
void rclongrun_reconcile(struct rcchange *c);

/* Oneshots (rconeshot.c). */
int rconeshot_begin(struct rcwork *w);

/* What is said (rctell.c). */
void rctell_starting(struct rcchange const *c, uint32_t i);
void rctell_done(struct rcchange const *c, uint32_t i);
void rctell_already(struct rcchange const *c, uint32_t i);
void rctell_failed(struct rcchange const *c, uint32_t i, int code, char const *why);
void rctell_blocked(struct rcchange const *c, uint32_t i, uint32_t by, enum rcphase phase);
void rctell_skipped(struct rcchange const *c, uint32_t i);
void rctell_again(struct rcchange const *c, uint32_t i, unsigned int ms);

static inline char const *rcchange_name(struct rcchange const *c, uint32_t i)
{
	return rcdb_service_name(&c->live->db, i);
}

#endif
