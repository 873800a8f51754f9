/* logdisk.c - logdirs of a logger: flushing, retrying, and the programs between previous and archive. */
#include "logger.h"

static void retry_later(struct sink *k)
{
	uint64_t ms = k->rule->set.retry;
	loop_in(&k->g->loop, &k->retry, ms ? (unsigned int)ms : 1, disk_flush, k);
}

static void processor_ended(void *sink, int wstat)
{
	struct sink *k = sink;
	if (!wstat)
		return logdir_processed(&k->dir);
	if (k->g->o->verbosity)
		warn(k->g->x, "the processor of ", k->dir.path, " failed, it will run again");
	retry_later(k);
}

static int processor_setup(void *sink)
{
	struct sink *k = sink;
	return loop_child_signals(&k->g->loop) < 0 ? -1 : logdir_processor_fds(&k->dir);
}

static void start_processor(struct sink *k)
{
	struct ctx *x = k->g->x;
	struct log_settings const *set = &k->rule->set;
	char const *execline[] = { "execlineb", "-Pc", set->processor, 0 };
	char const *shell[] = { "/bin/sh", "-c", set->processor, 0 };
	struct plan plan = PLAN_NONE;
	struct arena mark = arena_mark(x);
	plan.setup = processor_setup;
	plan.arg = k;
	pid_t pid = spawn(x, words_of(x, set->shell ? shell : execline), &plan);
	if (pid < 0) {
		spawn_warn(x);
		retry_later(k);
	} else
		loop_child(&k->g->loop, &k->processor, pid, processor_ended, k);
	arena_release(x, mark);
}

static void turn_now(void *sink)
{
	struct sink *k = sink;
	k->dir.due = 1;
}

/* Every current has its own time, from when it had its first line. */
static void time_turn(struct sink *k)
{
	uint64_t seconds = k->rule->set.period;
	if (k->turns != k->dir.turns)
		loop_timer_drop(&k->g->loop, &k->turn);
	k->turns = k->dir.turns;
	if (seconds && k->dir.size && !k->dir.due && !k->turn.slot)
		loop_at(&k->g->loop, &k->turn, loop_clock() + (int64_t)seconds * LOOP_SEC, turn_now,
			k);
}

void disk_flush(void *sink)
{
	struct sink *k = sink;
	if (k->retry.slot)
		return;
	char const *wrong = logdir_flush(&k->dir);
	time_turn(k);
	if (wrong) {
		logger_complain(k->g, wrong, k->dir.path);
		retry_later(k);
	} else if (k->dir.stage == LOGDIR_PROCESSING && !k->processor.pid)
		start_processor(k);
}
