/* s6-dirname.c - a path without its last part. */
#include <skalibs/djbunix.h>

#include "builtin.h"

struct opts {
	int no_newline;
};

static struct opt const opts[] = {
	SET('n', "no-newline", struct opts, no_newline, 1, "no newline at the end"),
	{ 0 },
};

static struct next run_dirname(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc sa = STRALLOC_ZERO;
	if (!sadirname(&sa, c->arg[0], strlen(c->arg[0])))
		return failsys(x, "unable to take the path apart");
	put(x, sa.s, sa.len);
	put(x, "\n", !o->no_newline);
	stralloc_free(&sa);
	return leave(0);
}

struct cmd const cmd_s6_dirname = {
	.name = "s6-dirname",
	.brief = "write a path without its last part",
	.says = "write the path <path> without its last part",
	.form = "path",
	OPTS(struct opts, opts, 0),
	.traits = PURE | LEAF,
	.run = run_dirname,
	.example = "s6-dirname /var/log/web.log\n"
		   "> /var/log",
};
