/* s6-cleanfifodir.c - remove the fifos of listeners that are gone. */
#include "builtin.h"

#include <fcntl.h>

#include "fifodir.h"

static struct next run_cleanfifodir(struct ctx *x, struct call const *c)
{
	if (fifodir_clean(AT_FDCWD, c->arg[0]) < 0)
		return failsys(x, "unable to clean ", c->arg[0]);
	return leave(0);
}

struct cmd const cmd_s6_cleanfifodir = {
	.name = "s6-cleanfifodir",
	.brief = "remove the fifos of listeners that are gone",
	.form = "fifodir",
	.traits = LEAF,
	.run = run_cleanfifodir,
	.help = "Only listeners that were killed leave fifos behind.",
	.example = "s6-cleanfifodir /run/web/events",
};
