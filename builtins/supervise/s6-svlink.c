/* s6-svlink.c - have a service directory supervised: link it into a scan directory. */
#include "builtin.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "svlink.h"

struct opts {
	struct svlink_opts link;
};

static struct opt const opts[] = { SVLINK_OPTS(struct opts), { 0 } };

static char const *last_part(struct ctx *x, char const *path)
{
	size_t len = strlen(path), from;
	while (len > 1 && path[len - 1] == '/')
		len--;
	for (from = len; from && path[from - 1] != '/'; from--)
		;
	return arena_text(x, path + from, len - from);
}

static struct next run_svlink(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char real[PATH_MAX];
	if (!realpath(c->arg[1], real))
		return failsys(x, "unable to find ", c->arg[1]);
	char const *name = c->arg[2] ? c->arg[2] : last_part(x, c->arg[1]);
	if (!*name || *name == '.' || strchr(name, '/'))
		return fail(x, "invalid name: ", name);
	if (access(join(x, c->arg[0], "/.s6-svscan/control"), F_OK) < 0)
		return fail(x, "unable to control ", c->arg[0], ": no s6-svscan runs there");
	char const *service = arena_text(x, real, strlen(real));
	return svlink(&(struct svlink){ .x = x,
		.o = o->link,
		.scandir = c->arg[0],
		.service = service,
		.target = service,
		.path = join(x, c->arg[0], "/", name) });
}

struct cmd const cmd_s6_svlink = {
	.name = "s6-svlink",
	.brief = "have a service directory supervised: link it into a scan directory",
	.form = "scandir servicedir [name]",
	OPTS(struct opts, opts, .link.ms = 0),
	.traits = LEAF,
	.run = run_svlink,
	.operands =
		"scandir: the scan directory that gets the link\n"
		"servicedir: the service directory\n"
		"name: what the link is called; the last part of the service directory unless given",
	.exits = "99 when the time is up, 100 when no s6-svscan runs there",
	.help = "Returns when the service and its logger, if it has one, have their supervisors. When that "
		"fails nothing is left.",
	.example = "s6-svlink -t 5000 /run/service /etc/web",
};
