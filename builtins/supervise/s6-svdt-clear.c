/* s6-svdt-clear.c - forget how a service died. */
#include "builtin.h"

#include <unistd.h>

#include "svclient.h"

static struct next run_svdt_clear(struct ctx *x, struct call const *c)
{
	char b[SERVICE_PATH];
	if (!service_path(b, c->arg[0], "supervise/death_tally") || truncate(b, 0) < 0)
		return failsys(x, "unable to clear the deaths of ", c->arg[0]);
	return leave(0);
}

struct cmd const cmd_s6_svdt_clear = {
	.name = "s6-svdt-clear",
	.brief = "forget when and how a service died",
	.form = "servicedir",
	.traits = LEAF,
	.run = run_svdt_clear,
	.help = "s6-permafailon counts from there on.",
	.example = "s6-svdt-clear /run/service/web",
};
