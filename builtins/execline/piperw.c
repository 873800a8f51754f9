/* piperw.c - make a pipe of two descriptors, then go on. */
#include <skalibs/djbunix.h>

#include "execline.h"

/* fd_move2 takes places in either order, but for a first one that is the second's source. */
static int move_both(int reader, int writer, int const *p)
{
	return reader == p[1] ? fd_move2(writer, p[1], reader, p[0])
			      : fd_move2(reader, p[0], writer, p[1]);
}

static struct next run_piperw(struct ctx *x, struct call const *c)
{
	int reader, writer, p[2];
	struct next n = operand_fd(x, c, 0, &reader);
	if (n.how == NEXT_CHAIN)
		n = operand_fd(x, c, 1, &writer);
	if (n.how == NEXT_EXIT)
		return n;
	if (reader == writer)
		return usage(x, c->cmd);
	if (pipe(p) < 0)
		return failsys(x, "unable to create a pipe");
	if (move_both(reader, writer, p) < 0)
		return failsys(x, "unable to move descriptors");
	return chain(c->rest);
}

struct cmd const cmd_piperw = {
	.name = "piperw",
	.brief = "make a pipe of two descriptors, then go on",
	.says = "make a pipe: <reader> is the end to read from, <writer> the end to write to",
	.form = "reader writer prog...",
	.run = run_piperw,
	.help = "What follows has both ends open, and a process that waits for the end of the text "
		"must not have the one to write to: fdclose it there.",
	.example = "piperw 3 4 foreground { fdmove 1 4 echo text } fdclose 4 fdmove 0 3 cat\n"
		   "> text",
};
