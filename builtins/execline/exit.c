/* exit.c - leave with a code. */
#include "execline.h"

static struct next run_leave(struct ctx *x, struct call const *c)
{
	unsigned int code = 0;
	struct next n = c->arg[0] ? operand_number(x, c, 0, "exit code", &code) : chain(0);
	return n.how == NEXT_EXIT ? n : leave((int)(code % 256));
}

struct cmd const cmd_exit = {
	.name = "exit",
	.brief = "leave with a code",
	.says = "leave with [code|<code>|0]",
	.form = "[code]",
	.traits = PURE | LEAF | HERE,
	.run = run_leave,
	.exits = "the code modulo 256, 0 when none is given",
	.example = "foreground { echo bye } exit 3\n"
		   "> bye\n"
		   "= 3",
};
