/* s6-rename.c - rename a file. */
#include <stdio.h>

#include "builtin.h"

static struct next run_rename(struct ctx *x, struct call const *c)
{
	if (rename(c->arg[0], c->arg[1]) < 0)
		return failsys(x, "unable to rename ", c->arg[0], " to ", c->arg[1]);
	return leave(0);
}

struct cmd const cmd_s6_rename = {
	.name = "s6-rename",
	.brief = "rename a file, in place of what has the new name",
	.says = "rename <old> to <new>",
	.form = "old new",
	.traits = PURE | LEAF,
	.run = run_rename,
	.help = "Both names must be in one file system.",
	.example = "s6-rename config.new config",
};
