/* s6-basename.c - the last part of a path. */
#include <skalibs/djbunix.h>

#include "builtin.h"

struct opts {
	int no_newline;
};

static struct opt const opts[] = {
	SET('n', "no-newline", struct opts, no_newline, 1, "no newline at the end"),
	{ 0 },
};

static struct next run_basename(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc sa = STRALLOC_ZERO;
	if (!sabasename(&sa, c->arg[0], strlen(c->arg[0])))
		return failsys(x, "unable to take the path apart");
	size_t suffix = c->arg[1] ? strlen(c->arg[1]) : 0;
	if (suffix && suffix < sa.len && !memcmp(sa.s + sa.len - suffix, c->arg[1], suffix))
		sa.len -= suffix;
	put(x, sa.s, sa.len);
	put(x, "\n", !o->no_newline);
	stralloc_free(&sa);
	return leave(0);
}

struct cmd const cmd_s6_basename = {
	.name = "s6-basename",
	.brief = "write the last part of a path",
	.says = "write the last part of the path <path>",
	.form = "path [suffix]",
	OPTS(struct opts, opts, 0),
	.traits = PURE | LEAF,
	.run = run_basename,
	.operands = "suffix: what is taken off the end, if the name ends in it",
	.example = "s6-basename /var/log/web.log .log\n"
		   "> web",
};
