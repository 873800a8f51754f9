/* heredoc.c - have a text on a descriptor, then go on. */
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>

#include "execline.h"

struct opts {
	int detach;
};

static struct opt const opts[] = {
	SET('d', "doublefork", struct opts, detach, 1, "have a grandchild write the text"),
	{ 0 },
};

/* In the child: the text goes into the pipe. */
static struct next feed(struct ctx *x, struct call const *c, int const *p)
{
	struct opts const *o = c->opt;
	size_t len = strlen(c->arg[1]);
	fd_close(p[0]);
	pid_t pid = o->detach ? spawn_split(x) : 0;
	if (pid)
		return leave(pid < 0 ? 111 : 0);
	return leave(allwrite(p[1], c->arg[1], len) < len ? 111 : 0);
}

static struct next run_heredoc(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int fd, p[2], wstat;
	struct next n = operand_fd(x, c, 0, &fd);
	if (n.how == NEXT_EXIT)
		return n;
	if (pipecoe(p) < 0)
		return failsys(x, "unable to create a pipe");
	pid_t pid = spawn_split(x);
	if (!pid)
		return feed(x, c, p);
	fd_close(p[1]);
	if (pid < 0 || (o->detach && spawn_reap(pid, &wstat) < 0))
		return failsys(x, "unable to start a child");
	if (fd_move(fd, p[0]) < 0 || uncoe(fd) < 0)
		return failsys(x, "unable to move a descriptor to ", c->arg[0]);
	return chain(c->rest);
}

struct cmd const cmd_heredoc = {
	.name = "heredoc",
	.brief = "have a text on a descriptor, then go on",
	.says = "make <fd> something that reads as <text>",
	.form = "fd text prog...",
	OPTS(struct opts, opts, 0),
	.traits = FORKS,
	.run = run_heredoc,
	.operands = "fd: the descriptor that what follows reads the text from\n"
		    "text: what there is to read",
	.help = "A process of its own writes the text, so that it may be of any length.",
	.example = "heredoc 0 \"some text\\n\" cat\n"
		   "> some text",
};
