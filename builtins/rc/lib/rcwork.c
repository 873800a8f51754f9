/* rcwork.c - what is done for one service, from its start to its end. */
#include <skalibs/djbunix.h>
#include <stdlib.h>

#include "rcchange.h"

static char const told_to_stop[] = "s6-rc was told to stop";

static struct rcdb_service const *service(struct rcwork const *w)
{
	return w->c->live->db.service + w->i;
}

static int is_longrun(struct rcwork const *w)
{
	return rcdb_is_longrun(&w->c->live->db, w->i);
}

static struct rcwork *get(struct rcchange *c, uint32_t i)
{
	struct rcwork *w = c->spare;
	if (w)
		c->spare = w->spare;
	else
		w = arena_get(c->x, sizeof *w);
	w->c = c;
	w->i = i;
	w->tries = 0;
	w->timer.slot = w->begin.slot = 0;
	w->source.listener.fd = w->client.fd = -1;
	c->job[i].work = w;
	return w;
}

/* Ends all that it waits for. */
static void drop(struct rcwork *w)
{
	int fd = w->client.fd;
	loop_timer_drop(&w->c->loop, &w->timer);
	loop_timer_drop(&w->c->loop, &w->begin);
	if (w->source.listener.fd >= 0)
		events_unlisten(&w->source);
	loop_fd_drop(&w->c->loop, &w->client);
	if (fd >= 0)
		fd_close(fd);
}

static void put_back(struct rcwork *w)
{
	struct rcchange *c = w->c;
	drop(w);
	c->job[w->i].work = 0;
	w->spare = c->spare;
	c->spare = w;
	c->running--;
}

static void settle(struct rcwork *w, enum rcphase phase)
{
	struct rcchange *c = w->c;
	uint32_t i = w->i;
	put_back(w);
	rcjobs_settle(c, i, phase);
}

static void fail_finally(struct rcwork *w, int code, char const *why)
{
	struct rcchange *c = w->c;
	rctell_failed(c, w->i, code, why);
	rcrecord_add(&c->record, RCRECORD_FAILED, w->i, RC_NONE, code);
	settle(w, RCJOB_FAILED);
}

/* What is known now is on disk before anything is built on it. */
static void succeed(struct rcwork *w)
{
	struct rcchange *c = w->c;
	uint32_t i = w->i;
	int named = c->named && c->named[i];
	unsigned char state = c->op == RCOP_DOWN ? 0
			      : named            ? RCLIVE_UP | RCLIVE_WANTED
						 : RCLIVE_UP;
	if (c->op == RCOP_UP)
		state |= c->live->state[i] & RCLIVE_WANTED;
	if (c->op != RCOP_RELOAD && !c->dry) {
		if (is_longrun(w))
			rclongrun_mark(w);
		if (rclive_set(c->live, i, state) < 0) {
			if (is_longrun(w))
				rclongrun_undo(w);
			fail_finally(w, -1, "its state cannot be written");
			return;
		}
		if (c->unsure)
			c->unsure[i] = 0;
	}
	rctell_done(c, i);
	rcrecord_add(&c->record, RCRECORD_DONE, i, RC_NONE, 0);
	settle(w, RCJOB_DONE);
}

static unsigned int timeout_of(struct rcwork const *w)
{
	return w->c->op == RCOP_DOWN ? service(w)->timeout_down : service(w)->timeout_up;
}

static void expire(void *arg)
{
	char b[DECIMAL];
	struct rcwork *w = arg;
	int longrun = w->script == RC_SCRIPTS;
	char const *why = join(w->c->x,
		longrun ? "it is not where it is to be after " : "it still runs after ",
		decimal(b, timeout_of(w)), " ms, its timeout-",
		w->c->op == RCOP_DOWN ? "down" : "up");
	rcwork_end(w, longrun ? 99 : 111, why);
}

static void dry_end(void *arg)
{
	rcwork_end(arg, 0, 0);
}

static void begin_dry(struct rcwork *w)
{
	static char const *const script[] = { "down", "up", "reload" };
	struct rcchange *c = w->c;
	char ms[DECIMAL], n[DECIMAL];
	struct arena mark = arena_mark(c->x);
	char const *dirs = join(c->x, c->live->path, "/" RCDB_SERVICEDIRS "/");
	decimal(ms, timeout_of(w));
	if (!is_longrun(w))
		c->dry(c->x, join(c->x, "s6-sudo -el0 -t 30000 -T ", ms, " -- ", dirs,
				     RC_RUNNER "/s ", script[c->op], " ", decimal(n, w->i)));
	else
		c->dry(c->x, join(c->x, "s6-svc ",
				     c->op == RCOP_DOWN                ? "-dwD"
				     : c->op == RCOP_RELOAD            ? "-l"
				     : service(w)->flags & RC_NOTIFIES ? "-uwU"
								       : "-uwu",
				     c->op == RCOP_RELOAD ? "" : join(c->x, " -T ", ms), " -- ",
				     dirs, rcchange_name(c, w->i)));
	arena_release(c->x, mark);
	if (loop_in(&c->loop, &w->timer, c->dry_ms, dry_end, w) < 0)
		rcwork_end(w, -1, "there is no memory");
}

static enum rc_script script_of(struct rcwork const *w)
{
	static enum rc_script const script[] = { RC_DOWN, RC_UP, RC_RELOAD };
	return is_longrun(w) ? RC_SCRIPTS : script[w->c->op];
}

/* 0, or -1 with errno. */
static int act(struct rcwork *w)
{
	struct rcchange *c = w->c;
	unsigned int ms = timeout_of(w);
	if (w->script != RC_SCRIPTS && !rcdb_has_script(&c->live->db, w->i, w->script)) {
		rcwork_end(w, 0, 0);
		return 0;
	}
	if (ms && loop_in(&c->loop, &w->timer, ms, expire, w) < 0)
		return -1;
	return w->script == RC_SCRIPTS ? rclongrun_begin(w) : rconeshot_begin(w);
}

static void cannot(struct rcwork *w, int err)
{
	rcwork_end(w, -1,
		w->script == RC_SCRIPTS
			? strerror(err)
			: join(w->c->x, "unable to reach the oneshot runner: ", strerror(err)));
}

static void act_or_fail(struct rcwork *w)
{
	if (act(w) < 0)
		cannot(w, errno);
}

static int has_condition(struct rcchange const *c, uint32_t i)
{
	return c->op == RCOP_UP && rcdb_has_script(&c->live->db, i, RC_CONDITION);
}

static int is_shortage(int err)
{
	return err == EMFILE || err == ENFILE || err == EAGAIN;
}

int rcwork_begin(struct rcchange *c, uint32_t i)
{
	struct rcwork *w = get(c, i);
	int others = c->running > 1;
	rctell_starting(c, i);
	rcrecord_add(&c->record, RCRECORD_STARTED, i, c->job[i].last, 0);
	if (c->dry) {
		begin_dry(w);
		return 0;
	}
	w->script = has_condition(c, i) ? RC_CONDITION : script_of(w);
	if (act(w) >= 0)
		return 0;
	int err = errno;
	if (!others || !is_shortage(err)) {
		cannot(w, err);
		return 0;
	}
	put_back(w);
	c->running++; /* the caller's count */
	return -1;
}

static void try_again(void *arg)
{
	act_or_fail(arg);
}

/* How long to wait before the next try, or 0 when there is none. */
static int is_to_be_tried(struct rcwork *w, unsigned int *ms)
{
	struct rcdb_service const *s = service(w);
	if (w->c->op != RCOP_UP || w->script != RC_UP || w->c->stopping || ++w->tries >= s->tries)
		return 0;
	uint64_t wait = (uint64_t)s->backoff << (w->tries > 20 ? 20 : w->tries - 1);
	*ms = (unsigned int)(wait > s->backoff_most && s->backoff_most ? s->backoff_most : wait);
	return 1;
}

static void fail_or_retry(struct rcwork *w, int code, char const *why)
{
	struct rcchange *c = w->c;
	unsigned int ms;
	if (!is_to_be_tried(w, &ms) || loop_in(&c->loop, &w->timer, ms, try_again, w) < 0) {
		fail_finally(w, code, why);
		return;
	}
	rctell_again(c, w->i, ms);
	rcrecord_add(&c->record, RCRECORD_AGAIN, w->i, RC_NONE, (int)ms);
}

static void judge_condition(struct rcwork *w, int code, char const *why)
{
	struct rcchange *c = w->c;
	if (!code && c->stopping) {
		fail_finally(w, -1, told_to_stop);
		return;
	}
	if (!code) {
		w->script = script_of(w);
		act_or_fail(w);
		return;
	}
	if (code < 0 || code >= 256) {
		fail_finally(w, code, why ? why : "by its condition");
		return;
	}
	rctell_skipped(c, w->i);
	rcrecord_add(&c->record, RCRECORD_SKIPPED, w->i, RC_NONE, code);
	settle(w, RCJOB_SKIPPED);
}

void rcwork_end(struct rcwork *w, int code, char const *why)
{
	struct rcchange *c = w->c;
	drop(w);
	if (!c->dry && w->script == RC_CONDITION) {
		judge_condition(w, code, why);
		return;
	}
	if (code && w->script == RC_SCRIPTS && c->op != RCOP_RELOAD && !c->dry)
		rclongrun_give_up(w);
	if (code)
		fail_or_retry(w, code, why);
	else
		succeed(w);
}

/* A longrun may never be where it is to be; a oneshot ends. */
void rcwork_stop(struct rcchange *c)
{
	for (uint32_t i = 0; i < c->live->db.services; i++) {
		struct rcwork *w = c->job[i].work;
		if (w && (w->script == RC_SCRIPTS || w->client.fd < 0))
			rcwork_end(w, -1, told_to_stop);
	}
}
