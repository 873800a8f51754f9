/* s6-ftrig-listen1.c - run a program and wait until the events of a fifodir match a regular expression. */
#include "ftrig.h"

struct opts {
	unsigned int ms;
};

static struct opt const opts[] = { FTRIG_OPTS(struct opts), { 0 } };

static struct next run_ftrig_listen1(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct ftrig_pattern p = { .path = c->arg[0], .regex = c->arg[1] };
	return ftrig_run_one(x, &p, o->ms, 1, c->rest);
}

struct cmd const cmd_s6_ftrig_listen1 = {
	.name = "s6-ftrig-listen1",
	.brief = "run a program and wait until the events of a fifodir match a regular expression",
	.form = "fifodir regex prog...",
	OPTS(struct opts, opts, 0),
	.traits = LEAF | FORKS,
	.run = run_ftrig_listen1,
	.exits = "1 when the time is up",
	.help = "The events since it listens are matched as one text, and printed when they match.",
	.example = "s6-ftrig-listen1 -t 5000 /run/web/events \"u.*U\" my-starter",
};
