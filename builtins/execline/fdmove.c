/* fdmove.c - move a descriptor, then go on. */
#include <skalibs/djbunix.h>

#include "execline.h"

struct opts {
	int copy;
};

static struct opt const opts[] = {
	SET('c', "copy", struct opts, copy, 1, "copy: leave the old one open"),
	{ 0 },
};

static struct next run_fdmove(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int to, from;
	struct next n = operand_fd(x, c, 0, &to);
	if (n.how == NEXT_CHAIN)
		n = operand_fd(x, c, 1, &from);
	if (n.how == NEXT_EXIT)
		return n;
	if ((o->copy ? fd_copy(to, from) : fd_move(to, from)) < 0)
		return failsys(x, o->copy ? "unable to copy " : "unable to move ", "descriptor ",
			c->arg[1], " to ", c->arg[0]);
	return chain(c->rest);
}

struct cmd const cmd_fdmove = {
	.name = "fdmove",
	.brief = "move or copy a descriptor, then go on",
	.says = "make <to> [--copy|the same as <from>|what <from> is, and close <from>]",
	.form = "to from prog...",
	OPTS(struct opts, opts, 0),
	.run = run_fdmove,
	.example = "fdmove -c 2 1 my-server\n"
		   "\n"
		   "pipeline { echo text } fdmove 3 0 fdmove 0 3 cat\n"
		   "> text",
};
