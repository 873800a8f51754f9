/* s6-rc-dryrun.c - say what would be run, and take time. */
#include "builtin.h"

#include "loop.h"

struct opts {
	unsigned int verbosity, ms;
};

static struct opt const opts[] = {
	NUM('v', "verbosity", struct opts, verbosity, 100, "n", "does nothing"),
	NUM('t', "timeout", struct opts, ms, UINT32_MAX, "ms",
		"take this many milliseconds (default: 1000)"),
	{ 0 },
};

static void over(void *loop)
{
	loop_leave(loop, 0);
}

static struct next take_time(struct ctx *x, unsigned int ms)
{
	struct loop loop;
	struct timer timer = { 0 };
	if (loop_open(&loop) < 0 || loop_in(&loop, &timer, ms, over, &loop) < 0)
		return failsys(x, "unable to prepare for events");
	int code = loop_run(&loop);
	loop_close(&loop);
	return code < 0 ? failsys(x, "unable to wait") : leave(0);
}

static struct next run_dryrun(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *const *v = words_argv(x, c->rest);
	put_text(x, "s6-rc-dryrun:");
	for (; *v; v++) {
		put_text(x, " ");
		put_text(x, *v);
	}
	put_text(x, "\n");
	if (put_flush(x) < 0)
		return failsys(x, "unable to write to stdout");
	return o->ms ? take_time(x, o->ms) : leave(0);
}

struct cmd const cmd_s6_rc_dryrun = {
	.name = "s6-rc-dryrun",
	.brief = "say what would be run, and take time",
	.form = "[prog...]",
	OPTS(struct opts, opts, .ms = 1000),
	.traits = LEAF,
	.run = run_dryrun,
	.help = "What others run for s6-rc -n; here it says the same by itself.",
	.example = "s6-rc-dryrun -t 0 s6-svc -u web\n"
		   "> s6-rc-dryrun: s6-svc -u web",
};
