/* s6-svlisten1.c - run a program, and wait until a service is in a state. */
#include "builtin.h"

#include "svwait.h"

struct opts {
	struct svwait_opts wait;
};

static struct opt const opts[] = { SVWAIT_OPTS(struct opts), { 0 } };

static struct next run_svlisten1(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *const dirs[] = { c->arg[0], 0 };
	return svwait_during(x, dirs, &o->wait, c->rest);
}

struct cmd const cmd_s6_svlisten1 = {
	.name = "s6-svlisten1",
	.brief =
		"run a program and wait until a service is in a state, missing nothing the program causes",
	.form = "servicedir prog...",
	OPTS(struct opts, opts, .wait.goal = SVWAIT_UP),
	.traits = LEAF | FORKS,
	.run = run_svlisten1,
	.exits = SVWAIT_EXITS,
	.example = "s6-svlisten1 -U -t 5000 /run/service/web s6-svc -u /run/service/web",
};
