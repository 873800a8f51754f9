/* s6-true.c - do nothing, successfully. */
#include "builtin.h"

static struct next run_true(struct ctx *x, struct call const *c)
{
	(void)x;
	(void)c;
	return leave(0);
}

struct cmd const cmd_s6_true = {
	.name = "s6-true",
	.brief = "leave with 0",
	.form = "[ignored...]",
	.traits = PURE | LEAF,
	.run = run_true,
	.help = "It is the test that is always true.",
	.example = "s6-true whatever\n"
		   "= 0",
};
