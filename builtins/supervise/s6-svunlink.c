/* s6-svunlink.c - end the supervision of a service: remove it from a scan directory. */
#include "builtin.h"
#include "svlink.h"

struct opts {
	struct svunlink_opts unlink;
};

static struct opt const opts[] = { SVUNLINK_OPTS(struct opts), { 0 } };

static struct next run_svunlink(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	return svunlink(x, &o->unlink, c->arg[0], join(x, c->arg[0], "/", c->arg[1]));
}

struct cmd const cmd_s6_svunlink = {
	.name = "s6-svunlink",
	.brief = "end the supervision of a service: remove its link from a scan directory",
	.form = "scandir name",
	OPTS(struct opts, opts, .unlink.ms = 0),
	.traits = LEAF,
	.run = run_svunlink,
	.operands = "scandir: the scan directory that has the link\n"
		    "name: the name of the link",
	.exits =
		"0 even when the time is up or there is no such link, 100 when no s6-svscan runs there",
	.help = "Returns when the supervisors of the service and its logger have left.",
	.example = "s6-svunlink /run/service web",
};
