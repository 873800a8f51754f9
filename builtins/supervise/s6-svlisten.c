/* s6-svlisten.c - run a program, and wait until services are in a state. */
#include "builtin.h"

#include "svwait.h"

struct opts {
	struct svwait_opts wait;
};

static struct opt const opts[] = { SVWAIT_OPTS(struct opts), SVWAIT_MANY_OPTS(struct opts), { 0 } };

static struct next run_svlisten(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	if (!c->block[0]->s)
		return chain(c->rest);
	return svwait_during(x, words_argv(x, c->block[0]), &o->wait, c->rest);
}

struct cmd const cmd_s6_svlisten = {
	.name = "s6-svlisten",
	.brief =
		"run a program and wait until services are in a state, missing nothing the program causes",
	.form = "{ [servicedir...] } prog...",
	OPTS(struct opts, opts, .wait.goal = SVWAIT_UP),
	.traits = FORKS,
	.run = run_svlisten,
	.exits = SVWAIT_EXITS,
	.example =
		"s6-svlisten -U { /run/service/web /run/service/db } s6-svc -u /run/service/web /run/service/db",
};
