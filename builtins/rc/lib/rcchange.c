/* rcchange.c - changes: their loop, limits and signals. */
#include "rcchange.h"

#include <skalibs/djbunix.h>

#include "files.h"
#include "svclient.h"

enum { SPARE_FILES = 24 };

/* How many works can be in hand, each with a descriptor of its own. */
static uint32_t most_works(void)
{
	struct rlimit before, now;
	files_raise(&before);
	getrlimit(RLIMIT_NOFILE, &now);
	rlim_t n = now.rlim_cur < SPARE_FILES + 1 ? 1 : now.rlim_cur - SPARE_FILES;
	return n > UINT32_MAX / 2 ? UINT32_MAX / 2 : (uint32_t)n;
}

static void on_stop(void *arg, int sig)
{
	struct rcchange *c = arg;
	char b[DECIMAL];
	if (c->stopping)
		return;
	c->stopping = 1;
	warn(c->x, "signal ", decimal(b, (unsigned long)sig),
		": starting nothing new, waiting for scripts that run");
	rcwork_stop(c);
	/* Scripts that reload are told to end; the others are waited for. */
	if (c->op == RCOP_RELOAD)
		service_send(rclive_servicedir(c->live, 0), "h", 1);
}

static void on_time(void *arg)
{
	struct rcchange *c = arg;
	c->timed_out = 1;
	loop_leave(&c->loop, 0);
}

static void flush(void *arg)
{
	struct rcchange *c = arg;
	rcrecord_flush(&c->record);
}

/* What happened is written down a moment later, with what else happens until then. */
static void on_turn(void *arg)
{
	struct rcchange *c = arg;
	rcjobs_pump(c);
	if (c->record.n && !c->flush.slot)
		loop_in(&c->loop, &c->flush, RCRECORD_FLUSH_MS, flush, c);
}

static int prepare(struct rcchange *c)
{
	static int const stops[] = { SIGTERM, SIGINT };
	if (loop_open(&c->loop) < 0)
		return -1;
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (loop_signal(&c->loop, stops[i], on_stop, c) < 0)
			return -1;
	if (c->ms && loop_in(&c->loop, &c->overall, c->ms, on_time, c) < 0)
		return -1;
	return 0;
}

/* A killed s6-rc has left supervisors elsewhere than the state says. */
static int look_for_leftovers(struct rcchange *c)
{
	struct ctx *x = c->x;
	uint32_t n = c->live->db.services;
	if (c->live->unsure) {
		c->unsure = arena_get(x, n);
		memset(c->unsure, 0, n);
		rclongrun_reconcile(c);
		return 0;
	}
	return rclive_changing(c->live, c->live->path);
}

struct next rcchange_open(struct rcchange *c)
{
	struct ctx *x = c->x;
	uint32_t n = c->live->db.services;
	x->at = 0; /* what happens to a service is about no word of a script */
	c->most = most_works();
	c->job = arena_get(x, n * sizeof *c->job);
	c->ready = arena_get(x, n * sizeof *c->ready);
	c->ended = arena_get(x, n * sizeof *c->ended);
	memset(c->job, 0, n * sizeof *c->job);
	c->record.fd = -1;
	if (prepare(c) < 0)
		return failsys(x, "unable to prepare for events");
	if (!c->dry && look_for_leftovers(c) < 0) {
		struct next answer = failsys(x, "unable to write to ", c->live->path);
		loop_close(&c->loop);
		return answer;
	}
	if (!c->dry && rcrecord_open(&c->record, c->live->path) < 0)
		warnsys(x, "unable to record what happens in ", c->live->path, "/" RCRECORD_FILE);
	return chain(0);
}

static int run(struct rcchange *c)
{
	c->loop.leaving = 0;
	c->loop.on_turn = on_turn;
	c->loop.turn_arg = c;
	rcjobs_pump(c);
	if (!c->loop.leaving && loop_run(&c->loop) < 0) {
		warnsys(c->x, "unable to wait for events");
		return 111;
	}
	if (c->timed_out) {
		warn(c->x, "timed out");
		return RC_TIMEOUT;
	}
	return c->failures || (c->stopping && c->waiting) ? RC_FAILED : 0;
}

int rcchange_run(struct rcchange *c, enum rcop op, unsigned char const *set)
{
	c->op = op;
	rcrecord_add(&c->record, RCRECORD_BEGIN, RC_NONE, (uint32_t)getpid(), op == RCOP_UP);
	rcjobs_make(c, set);
	int code = run(c);
	rcrecord_add(&c->record, RCRECORD_END, RC_NONE, 0, code);
	return code;
}

/* Whether all that is known of supervisors is in the state. */
static int is_sure(struct rcchange const *c)
{
	for (uint32_t i = 0; c->unsure && i < c->live->db.longruns; i++)
		if (c->unsure[i])
			return 0;
	return !c->running;
}

void rcchange_close(struct rcchange *c, int code)
{
	for (uint32_t i = 0; i < c->live->db.services; i++)
		if (c->job[i].work && c->job[i].work->source.listener.fd >= 0)
			events_unlisten(&c->job[i].work->source);
	if (!c->dry && code != 111 && is_sure(c))
		rclive_changed(c->live);
	rcrecord_close(&c->record);
	loop_close(&c->loop);
}
