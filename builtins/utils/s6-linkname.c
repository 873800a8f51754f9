/* s6-linkname.c - say where a link points to. */
#include <skalibs/djbunix.h>

#include "builtin.h"

struct opts {
	int full, no_newline;
};

static struct opt const opts[] = {
	SET('f', "full", struct opts, full, 1, "the absolute path of what is there, without links"),
	SET('n', "no-newline", struct opts, no_newline, 1, "no newline at the end"),
	{ 0 },
};

static struct next run_linkname(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc to = STRALLOC_ZERO;
	x->at = c->arg_at[0];
	if ((o->full ? sarealpath : sareadlink)(&to, c->arg[0]) < 0)
		return failsys(x, "unable to resolve ", c->arg[0]);
	put(x, to.s, to.len);
	put(x, "\n", !o->no_newline);
	stralloc_free(&to);
	return leave(0);
}

struct cmd const cmd_s6_linkname = {
	.name = "s6-linkname",
	.brief = "write what a symbolic link points to",
	.form = "path",
	OPTS(struct opts, opts, 0),
	.traits = PURE | LEAF,
	.run = run_linkname,
	.exits = "111 when it is no link, or with -f nothing is there",
	.example = "if { s6-ln -s target name } s6-linkname name\n"
		   "> target",
};
