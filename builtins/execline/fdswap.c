/* fdswap.c - exchange two descriptors, then go on. */
#include <skalibs/djbunix.h>

#include "execline.h"

static int swap(int a, int b)
{
	int third = a == b ? -1 : dup(a);
	if (third < 0)
		return a == b ? 0 : -1;
	if (fd_copy(a, b) < 0) {
		int err = errno;
		fd_close(third);
		errno = err;
		return -1;
	}
	return fd_move(b, third);
}

static struct next run_fdswap(struct ctx *x, struct call const *c)
{
	int a, b;
	struct next n = operand_fd(x, c, 0, &a);
	if (n.how == NEXT_CHAIN)
		n = operand_fd(x, c, 1, &b);
	if (n.how == NEXT_EXIT)
		return n;
	if (swap(a, b) < 0)
		return failsys(x, "unable to exchange descriptors ", c->arg[0], " and ", c->arg[1]);
	return chain(c->rest);
}

struct cmd const cmd_fdswap = {
	.name = "fdswap",
	.brief = "exchange two descriptors, then go on",
	.says = "exchange <fd1> and <fd2>",
	.form = "fd1 fd2 prog...",
	.run = run_fdswap,
	.help = "Both must be open.",
	.example = "fdswap 1 2 my-server",
};
