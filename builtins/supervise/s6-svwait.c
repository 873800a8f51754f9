/* s6-svwait.c - wait until services are in a state. */
#include "builtin.h"

#include "svwait.h"

struct opts {
	struct svwait_opts wait;
};

static struct opt const opts[] = { SVWAIT_OPTS(struct opts), SVWAIT_MANY_OPTS(struct opts),
	SET(0, "appear", struct opts, wait.appear, 1,
		"a service that was never supervised is down: wait for its supervisor too"),
	{ 0 } };

static struct next run_svwait(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct svwait w;
	svwait_init(x, &w, words_argv(x, c->rest), &o->wait);
	if (svwait_start(&w) < 0)
		return svwait_leave(x, &w);
	if (w.unsupervised)
		warn(x, "waiting for ", w.unsupervised, ", which is not supervised");
	svwait_end(&w);
	return svwait_leave(x, &w);
}

struct cmd const cmd_s6_svwait = {
	.name = "s6-svwait",
	.brief = "wait until services are in a state",
	.says = "wait until [--any|one of ]<servicedir> [--down|is down|[--finished|is down and "
		"has cleaned up|[--ready|is up and ready|is up]]][--timeout|; give up after "
		"<--timeout> milliseconds]",
	.form = "[servicedir...]",
	OPTS(struct opts, opts, .wait.goal = SVWAIT_UP),
	.traits = LEAF,
	.run = run_svwait,
	.exits = SVWAIT_EXITS,
	.example = "s6-svwait -U -t 5000 /run/service/web /run/service/db",
};
