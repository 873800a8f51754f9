/* s6-instance-create.c - make an instance of a service and start it. */
#include "builtin.h"

#include <limits.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <unistd.h>

#include "instance.h"
#include "svlink.h"
#include "tree.h"

struct opts {
	struct svlink_opts link;
};

static struct opt const opts[] = { SVLINK_OPTS(struct opts), { 0 } };

/* COPY is there; has it supervised. */
static struct next supervise(struct ctx *x, struct call const *c, char const *copy)
{
	struct opts const *o = c->opt;
	char real[PATH_MAX];
	if (!realpath(copy, real))
		return failsys(x, "unable to find ", copy);
	char const *scandir = join(x, c->arg[0], "/instance");
	return svlink(&(struct svlink){ .x = x,
		.o = o->link,
		.scandir = scandir,
		.service = arena_text(x, real, strlen(real)),
		.path = join(x, scandir, "/", c->arg[1]),
		.target = join(x, "../instances/", c->arg[1]) });
}

static struct next run_instance_create(struct ctx *x, struct call const *c)
{
	struct next n = instance_check(x, c);
	if (n.how == NEXT_EXIT)
		return n;
	char const *copy = join(x, c->arg[0], "/instances/", c->arg[1]);
	if (!access(copy, F_OK))
		return fail(x, "unable to make the instance ", c->arg[1], ": there is one");
	char const *blame = tree_copy(x, join(x, c->arg[0], "/template"), copy);
	n = blame ? failsys(x, "unable to copy ", c->arg[0], "/template: ", blame)
		  : supervise(x, c, copy);
	if (n.code)
		rm_rf(copy);
	return n;
}

struct cmd const cmd_s6_instance_create = {
	.name = "s6-instance-create",
	.brief = "make an instance of a service, and start it",
	.says = "make the instance <name> of <servicedir>",
	.form = "servicedir name",
	OPTS(struct opts, opts, .link.ms = 0),
	.traits = LEAF,
	.run = run_instance_create,
	.operands = "servicedir: the service directory that s6-instance-maker has made\n"
		    "name: the name of the instance",
	.exits =
		"99 when the time is up, 100 when the service is not supervised or has such an instance",
	.help = "The instance is a copy of the directory template of the service. Its run gets the name of the "
		"instance as its argument. Returns when the instance and its logger, if it has one, have their "
		"supervisors. When that fails nothing is left.",
	.example = "s6-instance-create -t 5000 /run/service/getty tty1",
};
