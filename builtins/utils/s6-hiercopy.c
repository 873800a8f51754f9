/* s6-hiercopy.c - copy a tree. */
#include "builtin.h"
#include "tree.h"

static struct next run_hiercopy(struct ctx *x, struct call const *c)
{
	char const *blame = tree_copy(x, c->arg[0], c->arg[1]);
	return blame ? failsys(x, "unable to copy ", c->arg[0], " to ", c->arg[1], ": ", blame)
		     : leave(0);
}

struct cmd const cmd_s6_hiercopy = {
	.name = "s6-hiercopy",
	.brief = "copy a file or a tree, with modes, and owners when root",
	.says = "copy <source> to <target>, with all that is in it",
	.form = "source target",
	.traits = PURE | LEAF,
	.run = run_hiercopy,
	.operands = "source: the file or tree to copy\n"
		    "target: the copy",
	.help = "A directory that is there already is filled.",
	.example = "s6-hiercopy /etc/services.d /run/service",
};
