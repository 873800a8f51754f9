/* fdblock.c - make a descriptor block or not, then go on. */
#include <skalibs/djbunix.h>

#include "execline.h"

struct opts {
	int nonblock;
};

static struct opt const opts[] = {
	SET('n', "nonblock", struct opts, nonblock, 1, "do not block (default: block)"),
	{ 0 },
};

static struct next run_fdblock(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int fd;
	struct next n = operand_fd(x, c, 0, &fd);
	if (n.how == NEXT_EXIT)
		return n;
	if ((o->nonblock ? ndelay_on(fd) : ndelay_off(fd)) < 0)
		return failsys(x, "unable to change the mode of descriptor ", c->arg[0]);
	return chain(c->rest);
}

struct cmd const cmd_fdblock = {
	.name = "fdblock",
	.brief = "make a descriptor block or not, then go on",
	.says = "make <fd> [--nonblock|return at once when there is nothing to read or no room "
		"to write|wait when there is nothing to read or no room to write]",
	.form = "fd prog...",
	OPTS(struct opts, opts, 0),
	.run = run_fdblock,
	.help = "Blocking belongs to what is open, not to the number: other processes that share it "
		"are affected.",
	.example = "fdblock -n 0 my-server",
};
