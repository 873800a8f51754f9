/* s6-rmrf.c - remove files and directories with all in them. */
#include <skalibs/djbunix.h>

#include "builtin.h"
#include "each.h"

static int remove_tree(char const *path, void *arg)
{
	(void)arg;
	return rm_rf(path);
}

static struct next run_rmrf(struct ctx *x, struct call const *c)
{
	char const *path = each_word(x, c->rest, remove_tree, 0);
	return path ? failsys(x, "unable to remove ", path) : leave(0);
}

struct cmd const cmd_s6_rmrf = {
	.name = "s6-rmrf",
	.brief = "remove files, and directories with all that is in them",
	.says = "remove <paths>, with all that is in it",
	.form = "paths...",
	.traits = PURE | LEAF,
	.run = run_rmrf,
	.operands = "paths: what to remove",
	.help = "What is not there is no error.",
	.example = "s6-rmrf /run/web",
};
