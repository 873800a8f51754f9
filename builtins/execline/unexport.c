/* unexport.c - remove a variable, then go on. */
#include "builtin.h"

static struct next run_unexport(struct ctx *x, struct call const *c)
{
	if (strchr(c->arg[0], '='))
		return fail(x, "invalid variable name: ", c->arg[0]);
	env_unset(x, c->arg[0]);
	return chain(c->rest);
}

struct cmd const cmd_unexport = {
	.name = "unexport",
	.brief = "remove a variable, then go on",
	.says = "remove the variable <variable> from the environment",
	.form = "variable prog...",
	.traits = PURE,
	.run = run_unexport,
	.help = "It is no error when there is none.",
	.example = "export A 1 unexport A importas -D none a A echo $a\n"
		   "> none",
};
