/* rcjobs.c - in which order services change. */
#include "rcchange.h"

/* Whom the end of service I releases: those that must not go without it, and those that only like it first. */
enum { HARD, SOFT, SOFT_TOO, LISTS };
static int followers(struct rcchange const *c, uint32_t i, struct rcdb_list const **list)
{
	struct rcdb_service const *s = c->live->db.service + i;
	if (c->op == RCOP_RELOAD)
		return 0;
	list[HARD] = c->op == RCOP_UP ? &s->needed_by : &s->needs;
	list[SOFT] = c->op == RCOP_UP ? &s->before : &s->wants;
	list[SOFT_TOO] = &s->after;
	return c->op == RCOP_UP ? SOFT_TOO : LISTS;
}

static int is_right(struct rcchange const *c, uint32_t i)
{
	if (c->op == RCOP_RELOAD || (c->unsure && c->unsure[i]))
		return 0;
	return (c->live->state[i] & RCLIVE_UP) == (c->op == RCOP_UP ? RCLIVE_UP : 0);
}

/* What is up already may only now be wanted by name. */
static void note_wish(struct rcchange *c, uint32_t i)
{
	unsigned char state = c->live->state[i] | RCLIVE_WANTED;
	if (c->op == RCOP_UP && c->named && c->named[i] && !c->dry &&
		rclive_set(c->live, i, state) < 0)
		warnsys(c->x, "unable to write the state of ", rcchange_name(c, i));
}

static void await(struct rcchange *c, uint32_t i)
{
	struct rcdb_list const *list[LISTS];
	int n = followers(c, i, list);
	for (int k = 0; k < n; k++) {
		uint32_t const *v = rcdb_numbers(&c->live->db, list[k]);
		for (uint32_t j = 0; j < list[k]->n; j++)
			if (c->job[v[j]].phase == RCJOB_WAITS)
				++*(k == HARD ? &c->job[v[j]].hard : &c->job[v[j]].soft);
	}
}

static void is_ready(struct rcchange *c, uint32_t i)
{
	c->ready[c->ready_n++] = i;
}

void rcjobs_make(struct rcchange *c, unsigned char const *set)
{
	uint32_t n = c->live->db.services;
	c->ready_from = c->ready_n = c->ended_from = c->ended_n = c->waiting = 0;
	for (uint32_t i = 0; i < n; i++) {
		c->job[i] = (struct rcjob){ .last = RC_NONE };
		if (!set[i])
			continue;
		c->job[i].phase = is_right(c, i) ? RCJOB_DONE : RCJOB_WAITS;
		c->waiting += c->job[i].phase == RCJOB_WAITS;
		if (c->job[i].phase == RCJOB_DONE) {
			rctell_already(c, i);
			note_wish(c, i);
		}
	}
	for (uint32_t i = 0; i < n; i++)
		if (c->job[i].phase == RCJOB_WAITS)
			await(c, i);
	for (uint32_t i = 0; i < n; i++) {
		struct rcjob const *j = c->job + i;
		if (j->phase != RCJOB_WAITS)
			continue;
		rcrecord_add(&c->record, RCRECORD_WANTED, i, j->hard + j->soft, 0);
		if (!j->hard && !j->soft)
			is_ready(c, i);
	}
}

void rcjobs_settle(struct rcchange *c, uint32_t i, enum rcphase phase)
{
	c->waiting -= c->job[i].phase == RCJOB_WAITS;
	c->job[i].phase = phase;
	c->ended[c->ended_n++] = i;
	c->failures += phase == RCJOB_FAILED;
}

/* The job I will not be done, because of BY. */
static void block(struct rcchange *c, uint32_t i, uint32_t by)
{
	enum rcphase why = c->job[by].phase;
	rctell_blocked(c, i, by, why);
	rcrecord_add(&c->record, RCRECORD_BLOCKED, i, by, 0);
	rcjobs_settle(c, i, why == RCJOB_SKIPPED ? RCJOB_SKIPPED : RCJOB_BLOCKED);
}

static void release(struct rcchange *c, uint32_t i, uint32_t by, int hard)
{
	struct rcjob *j = c->job + i;
	if (j->phase != RCJOB_WAITS)
		return;
	j->last = by;
	--*(hard ? &j->hard : &j->soft);
	if (hard && c->job[by].phase != RCJOB_DONE)
		block(c, i, by);
	else if (!j->hard && !j->soft)
		is_ready(c, i);
}

static void spread(struct rcchange *c, uint32_t i)
{
	struct rcdb_list const *list[LISTS];
	int n = followers(c, i, list);
	for (int k = 0; k < n; k++) {
		uint32_t const *v = rcdb_numbers(&c->live->db, list[k]);
		for (uint32_t j = 0; j < list[k]->n; j++)
			release(c, v[j], i, k == HARD);
	}
}

/* Begins the next job that is ready. 0, or -1 when that has to wait. */
static int launch(struct rcchange *c)
{
	uint32_t i = c->ready[c->ready_from];
	if (c->running >= c->most)
		return -1;
	c->waiting--;
	c->job[i].phase = RCJOB_RUNS;
	c->running++;
	if (!rcwork_begin(c, i)) {
		c->ready_from++;
		return 0;
	}
	c->waiting++;
	c->job[i].phase = RCJOB_WAITS;
	c->most = --c->running;
	return -1;
}

/* Wishes about the order that contradict each other are no reason to wait for ever. */
static void end_of_wishes(struct rcchange *c)
{
	for (uint32_t i = 0; i < c->live->db.services; i++)
		if (c->job[i].phase == RCJOB_WAITS && c->job[i].soft && !c->job[i].hard) {
			c->job[i].soft = 0;
			is_ready(c, i);
		}
}

static void go_on(struct rcchange *c)
{
	int stuck = 0;
	while (c->ended_from < c->ended_n || (c->ready_from < c->ready_n && !stuck)) {
		while (c->ended_from < c->ended_n)
			spread(c, c->ended[c->ended_from++]);
		if (c->ready_from < c->ready_n)
			stuck = launch(c) < 0;
	}
}

void rcjobs_pump(void *arg)
{
	struct rcchange *c = arg;
	if (!c->stopping)
		go_on(c);
	if (!c->running && c->waiting && !c->stopping) {
		end_of_wishes(c);
		go_on(c);
	}
	if (!c->running)
		loop_leave(&c->loop, 0);
}
