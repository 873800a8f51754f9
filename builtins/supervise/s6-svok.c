/* s6-svok.c - whether a service is supervised. */
#include "builtin.h"

#include "svclient.h"

static struct next run_svok(struct ctx *x, struct call const *c)
{
	int supervised = service_supervised(c->arg[0]);
	if (supervised < 0)
		return failsys(x, "unable to check ", c->arg[0]);
	return leave(!supervised);
}

struct cmd const cmd_s6_svok = {
	.name = "s6-svok",
	.brief = "tell whether a service is supervised",
	.form = "servicedir",
	.traits = PURE | LEAF,
	.run = run_svok,
	.exits = "0 when it is, 1 when it is not",
	.help = "It writes nothing.",
	.example = "if { s6-svok /run/service/web } s6-svc -d /run/service/web",
};
