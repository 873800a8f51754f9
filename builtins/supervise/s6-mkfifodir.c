/* s6-mkfifodir.c - make a directory for events. */
#include "builtin.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "fifodir.h"

struct opts {
	unsigned int gid;
	int force;
};

static struct opt const opts[] = {
	SET('f', "force", struct opts, force, 1, "set the rights of one that exists, too"),
	NUM('g', "gid", struct opts, gid, UINT32_MAX, "gid",
		"only members of this group may listen"),
	{ 0 },
};

static struct next run_mkfifodir(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	if (fifodir_make(AT_FDCWD, c->arg[0], o->gid) < 0)
		return failsys(x, "unable to make ", c->arg[0]);
	if (o->force && fifodir_allow(AT_FDCWD, c->arg[0], o->gid) < 0)
		return failsys(x, "unable to set the rights of ", c->arg[0]);
	return leave(0);
}

struct cmd const cmd_s6_mkfifodir = {
	.name = "s6-mkfifodir",
	.brief = "make a directory in which programs can wait for events",
	.form = "fifodir",
	OPTS(struct opts, opts, .gid = UINT32_MAX),
	.traits = LEAF,
	.run = run_mkfifodir,
	.help = "Without -g everybody may listen. One that exists is left as it is, unless -f is given.",
	.example = "s6-mkfifodir /run/web/events",
};
