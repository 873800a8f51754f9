/* s6-hostname.c - read or set the name of the machine. */
#include <skalibs/djbunix.h>

#include "builtin.h"

static struct next run_hostname(struct ctx *x, struct call const *c)
{
	stralloc name = STRALLOC_ZERO;
	if (c->arg[0])
		return sethostname(c->arg[0], strlen(c->arg[0])) < 0
			       ? failsys(x, "unable to set the name to ", c->arg[0])
			       : leave(0);
	if (sagethostname(&name) < 0)
		return failsys(x, "unable to get the name");
	put(x, name.s, strnlen(name.s, name.len));
	put(x, "\n", 1);
	stralloc_free(&name);
	return leave(0);
}

struct cmd const cmd_s6_hostname = {
	.name = "s6-hostname",
	.brief = "write the name of the machine, or set it",
	.form = "[name]",
	.traits = LEAF,
	.run = run_hostname,
	.operands = "name: the new name",
	.help = "Only root may set it.",
	.example = "s6-hostname",
};
