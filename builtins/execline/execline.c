/* execline.c - run a command by its name, as the original's multicall program does. */
#include "builtin.h"

static struct next run_execline(struct ctx *x, struct call const *c)
{
	if (cmd_find(c->rest->s))
		return chain(c->rest);
	x->at = c->rest->at;
	return fail(x, "no such command: ", c->rest->s);
}

struct cmd const cmd_execline = {
	.name = "execline",
	.brief = "run a command by its name",
	.form = "command...",
	.traits = PURE,
	.run = run_execline,
	.help = "The command is one of ours, never a file: `execline if` is if.",
};
