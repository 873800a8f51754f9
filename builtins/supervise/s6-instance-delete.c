/* s6-instance-delete.c - stop an instance of a service and remove it. */
#include "builtin.h"

#include <skalibs/djbunix.h>
#include <unistd.h>

#include "instance.h"
#include "svlink.h"

struct opts {
	struct svunlink_opts unlink;
};

static struct opt const opts[] = { SVUNLINK_OPTS(struct opts), { 0 } };

static struct next run_instance_delete(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct next n = instance_check(x, c);
	if (n.how == NEXT_EXIT)
		return n;
	char const *scandir = join(x, c->arg[0], "/instance");
	char const *path = join(x, scandir, "/", c->arg[1]);
	char const *copy = join(x, c->arg[0], "/instances/", c->arg[1]);
	if (access(copy, F_OK) < 0)
		return fail(x, "unable to remove the instance ", c->arg[1], ": there is none");
	n = svunlink(x, &o->unlink, scandir, path);
	if (!n.code && rm_rf(copy) < 0)
		return failsys(x, "unable to remove ", copy);
	return n;
}

struct cmd const cmd_s6_instance_delete = {
	.name = "s6-instance-delete",
	.brief = "stop an instance of a service, and remove it",
	.says = "stop and remove the instance <name> of <servicedir>",
	.form = "servicedir name",
	OPTS(struct opts, opts, .unlink.ms = 0),
	.traits = LEAF,
	.run = run_instance_delete,
	.operands = "servicedir: the service directory that s6-instance-maker has made\n"
		    "name: the name of the instance",
	.exits =
		"0 even when the time is up, 100 when the service is not supervised or has no such instance",
	.help = "Returns when the supervisors of the instance and its logger have left.",
	.example = "s6-instance-delete /run/service/getty tty1",
};
