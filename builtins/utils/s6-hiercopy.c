/* s6-hiercopy.c - copy a tree. */
#include <skalibs/djbunix.h>

#include "builtin.h"

static struct next run_hiercopy(struct ctx *x, struct call const *c)
{
	if (!hiercopy(c->arg[0], c->arg[1]))
		return failsys(x, "unable to copy ", c->arg[0], " to ", c->arg[1]);
	return leave(0);
}

struct cmd const cmd_s6_hiercopy = {
	.name = "s6-hiercopy",
	.brief = "copy a file or a tree, with modes, and owners if allowed",
	.form = "source target",
	.traits = LEAF,
	.run = run_hiercopy,
};
