/* forbacktickx.c - run a command once for every line that a block writes. */
#include <fcntl.h>
#include <skalibs/djbunix.h>

#include "execline.h"

struct opts {
	struct loop_opts loop;
	struct line_opts line;
};

static struct opt const opts[] = {
	LOOP_OPTS(struct opts, loop),
	LINE_OPTS(struct opts, line),
	{ 0 },
};

/* Moves FD to where no script would meet it, were stdin closed and this the next free number. */
static int move_away(int fd)
{
	int high = fd > 2 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 10);
	if (high < 0)
		return fd;
	fd_close(fd);
	return high;
}

/* The body is started through another command: if it cannot be executed, that is a code of the body's
   and not the end of the loop, unlike with the other loops. */
static struct next run_forbacktickx(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct bodies b;
	int p[2];
	struct word through[] = { word_make("exec", c->at), word_make("--", c->at), { 0 } };
	struct word *body = words_join(x, through, c->rest);
	struct next n = bodies_start(&b, x, c, &o->loop, c->arg[0], body);
	if (n.how == NEXT_EXIT)
		return n;
	env_unset(x, "!");
	if (pipecoe(p) < 0)
		return failsys(x, "unable to create a pipe");
	pid_t pid = spawn(x, c->block[0], &(struct plan){ .close = p[0], .from = p[1], .to = 1 });
	fd_close(p[1]);
	if (pid < 0)
		return spawn_failed(x);
	return bodies_of_lines(&b, move_away(p[0]), &o->line);
}

struct cmd const cmd_forbacktickx = {
	.name = "forbacktickx",
	.brief = "run a command once for every line that a block writes",
	.says = "run the block; for each line that it writes, [--autoimport|replace "
		"${<variable>} by it|set the variable <variable> to it] and run the "
		"body[--parallel|; all bodies run at once][--maxpar|; <--maxpar> bodies run at "
		"once][--ok|; end the loop unless the body leaves with <--ok>][--break|; end the "
		"loop when the body leaves with <--break>]; then leave:",
	.form = "variable { block... } body...",
	OPTS(struct opts, opts, .loop = { .break_on = 1 }, .line = { .delim = "\n" }),
	.traits = FORKS,
	.run = run_forbacktickx,
	.exits = "0 at the end, 1 when there was no line, the body's when that ended the loop",
	.example = "forbacktickx n { seq 2 } importas -i i n echo \"line ${i}\"\n"
		   "> line 1\n"
		   "> line 2",
};
