/* s6-false.c - do nothing, unsuccessfully. */
#include "builtin.h"

static struct next run_false(struct ctx *x, struct call const *c)
{
	(void)x;
	(void)c;
	return leave(1);
}

struct cmd const cmd_s6_false = {
	.name = "s6-false",
	.brief = "leave with 1",
	.form = "[ignored...]",
	.traits = PURE | LEAF,
	.run = run_false,
	.exits = "1",
	.help = "It is the test that is always false.",
	.example = "s6-false\n"
		   "= 1",
};
