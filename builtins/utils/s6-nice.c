/* s6-nice.c - go on with another priority. */
#include <skalibs/types.h>

#include "builtin.h"

struct opts {
	int strict;
	char const *step;
};

static struct opt const opts[] = {
	SET('I', "loose", struct opts, strict, 0, "warn and go on when that fails (default)"),
	SET('i', "strict", struct opts, strict, 1, "leave with 111 when that fails"),
	STR('n', "adjustment", struct opts, step, "n",
		"how much nicer, or less nice below 0 (default: 10)"),
	{ 0 },
};

static struct next run_nice(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int n;
	if (!int0_scan(o->step, &n))
		return fail(x, "invalid adjustment: ", o->step);
	errno = 0;
	if (nice(n) == -1 && errno) {
		if (o->strict)
			return failsys(x, "unable to change the priority");
		warnsys(x, "unable to change the priority");
	}
	return chain(c->rest);
}

struct cmd const cmd_s6_nice = {
	.name = "s6-nice",
	.brief = "go on with another priority",
	.says = "go on with another priority",
	.form = "prog...",
	OPTS(struct opts, opts, .step = "10"),
	.run = run_nice,
	.help = "A program that is nicer gets less of the processor when others want it. Less nice "
		"than 0 is for root.",
	.example = "s6-nice -n 5 my-backup",
};
