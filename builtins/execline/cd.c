/* cd.c - change the working directory, then go on. */
#include "builtin.h"

static struct next run_cd(struct ctx *x, struct call const *c)
{
	if (chdir(c->arg[0]) < 0)
		return failsys(x, "unable to chdir to ", c->arg[0]);
	return chain(c->rest);
}

struct cmd const cmd_cd = {
	.name = "cd",
	.brief = "change the working directory, then go on",
	.form = "directory prog...",
	.run = run_cd,
	.help = "PWD is left as it is.",
};
