/* pipeline.c - start a block with a pipe between it and the rest, then go on. */
#include <skalibs/djbunix.h>

#include "builtin.h"

struct opts {
	int detach, reader;
};

static struct opt const opts[] = {
	SET('d', "doublefork", struct opts, detach, 1, "start the block as a grandchild"),
	SET('r', "read", struct opts, reader, 0, "the block writes, the rest reads (default)"),
	SET('w', "write", struct opts, reader, 1, "the block reads, the rest writes"),
	{ 0 },
};

/* The end of the pipe that is ours becomes FD. */
static int keep_end(int fd, int end)
{
	return fd_move(fd, end) < 0 ? -1 : uncoe(fd);
}

static struct next run_pipeline(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int p[2];
	if (pipecoe(p) < 0)
		return failsys(x, "unable to create a pipe");
	int theirs = p[!o->reader], ours = p[o->reader];
	struct plan plan = { .close = ours, .from = theirs, .to = !o->reader };
	pid_t pid =
		o->detach ? spawn_detached(x, c->block[0], &plan) : spawn(x, c->block[0], &plan);
	if (pid < 0)
		return spawn_failed(x);
	fd_close(theirs);
	if (keep_end(o->reader, ours) < 0)
		return failsys(x, "unable to move a descriptor");
	env_set_number(x, "!", (unsigned long)pid);
	return chain(c->rest);
}

struct cmd const cmd_pipeline = {
	.name = "pipeline",
	.brief = "start a block with a pipe between it and the rest, then go on",
	.says = "start this block and go on beside it, with a pipe between: [--write|it reads "
		"from its stdin what is written to stdout below|what it writes to stdout is read "
		"from stdin below]:",
	.form = "{ block... } prog...",
	OPTS(struct opts, opts, 0),
	.traits = FORKS,
	.run = run_pipeline,
	.help = "The variable ! becomes the block's process number.",
	.example = "pipeline { seq 3 } grep 2\n"
		   "> 2",
};
