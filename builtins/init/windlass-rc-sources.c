/* windlass-rc-sources.c - write the definitions of services that every container has. */
#include "builtin.h"

#include "initsources.h"

static struct next run_rc_sources(struct ctx *x, struct call const *c)
{
	char const *blame = layout_write(x, c->arg[0], init_sources);
	return blame ? failsys(x, "unable to write ", blame) : leave(0);
}

struct cmd const cmd_windlass_rc_sources = {
	.name = "windlass-rc-sources",
	.brief = "write the definitions of services that every container has",
	.form = "directory",
	.traits = PURE | LEAF,
	.run = run_rc_sources,
	.help = "A part of init. They are the bundles top, base, user and user2, and the oneshots fix-attrs, "
		"legacy-cont-init and legacy-services.",
	.example = "windlass-rc-sources /run/s6/sources",
};
