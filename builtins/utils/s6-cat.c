/* s6-cat.c - copy stdin to stdout. */
#include <skalibs/djbunix.h>

#include "builtin.h"

static struct next run_cat(struct ctx *x, struct call const *c)
{
	(void)c;
	if (fd_cat(0, 1) < 0)
		return failsys(x, "unable to copy");
	return leave(0);
}

struct cmd const cmd_s6_cat = {
	.name = "s6-cat",
	.brief = "copy stdin to stdout",
	.traits = LEAF,
	.run = run_cat,
	.help = "It leaves at the end of stdin.",
	.example = "pipeline { s6-echo hello } s6-cat\n"
		   "> hello",
};
