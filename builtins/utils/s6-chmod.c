/* s6-chmod.c - change the mode of a file. */
#include <skalibs/types.h>
#include <sys/stat.h>

#include "builtin.h"

static struct next run_chmod(struct ctx *x, struct call const *c)
{
	unsigned int mode;
	x->at = c->arg_at[0];
	if (!uint0_oscan(c->arg[0], &mode) || mode > 07777)
		return fail(x, "invalid mode: ", c->arg[0]);
	x->at = c->arg_at[1];
	if (chmod(c->arg[1], mode) < 0)
		return failsys(x, "unable to change the mode of ", c->arg[1]);
	return leave(0);
}

struct cmd const cmd_s6_chmod = {
	.name = "s6-chmod",
	.brief = "change the mode of a file",
	.says = "set the mode of <file> to <mode>",
	.form = "mode file",
	.traits = PURE | LEAF,
	.run = run_chmod,
	.help = "The mode is an octal number.",
	.example = "s6-chmod 755 run",
};
