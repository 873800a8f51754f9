/* fdclose.c - close a descriptor, then go on. */
#include <skalibs/djbunix.h>

#include "execline.h"

static struct next run_fdclose(struct ctx *x, struct call const *c)
{
	int fd;
	struct next n = operand_fd(x, c, 0, &fd);
	if (n.how == NEXT_EXIT)
		return n;
	fd_close(fd);
	return chain(c->rest);
}

struct cmd const cmd_fdclose = {
	.name = "fdclose",
	.brief = "close a descriptor, then go on",
	.says = "close <fd>",
	.form = "fd prog...",
	.run = run_fdclose,
	.help = "It need not be open.",
	.example = "fdclose 0 my-server",
};
