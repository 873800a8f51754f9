/* s6-sleep.c - wait a while, then go on. */
#include <skalibs/types.h>
#include <time.h>

#include "builtin.h"

struct opts {
	int ms;
};

static struct opt const opts[] = {
	SET('m', "milliseconds", struct opts, ms, 1, "the time is in milliseconds"),
	{ 0 },
};

static void sleep_until(struct timespec const *when)
{
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, when, 0) == EINTR)
		;
}

static struct next run_sleep(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	unsigned int n;
	struct timespec t;
	x->at = c->arg_at[0];
	if (!uint0_scan(c->arg[0], &n))
		return fail(x, "invalid time: ", c->arg[0]);
	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += o->ms ? n / 1000 : n;
	t.tv_nsec += o->ms ? n % 1000 * 1000000L : 0;
	if (t.tv_nsec >= 1000000000L) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000L;
	}
	sleep_until(&t);
	return chain(c->rest);
}

struct cmd const cmd_s6_sleep = {
	.name = "s6-sleep",
	.brief = "wait so many seconds, then go on",
	.says = "wait <time> [--milliseconds|milliseconds|seconds]",
	.form = "time [prog...]",
	OPTS(struct opts, opts, 0),
	.run = run_sleep,
	.operands = "time: how long, in seconds, or with -m in milliseconds",
	.example = "s6-sleep -m 10 s6-echo \"time is up\"\n"
		   "> time is up",
};
