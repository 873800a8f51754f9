/* s6-fghack.c - keep a program that puts itself into the background in the foreground. */
#include "builtin.h"

#include <skalibs/djbunix.h>
#include <sys/wait.h>

#include "loop.h"

enum { COPIES = 30, WROTE = 102, CRASHED = 111 };

/* A pipe whose end to write to the program has many times, and never knew of. */
struct hold {
	struct loop loop;
	struct watch watch;
	struct child child;
	int pipe[2], copies[COPIES], copies_n;
	int code; /* the program's, or -1 while it runs */
	int gone; /* nobody has the pipe any more */
};

static void leave_when_over(struct hold *h)
{
	if (h->gone && h->code >= 0)
		loop_leave(&h->loop, h->code);
}

static void on_pipe(void *arg)
{
	struct hold *h = arg;
	char b[64];
	ssize_t n = read(h->pipe[0], b, sizeof b);
	if (n > 0)
		loop_leave(&h->loop, WROTE);
	if (n)
		return;
	loop_fd_drop(&h->loop, &h->watch);
	h->gone = 1;
	leave_when_over(h);
}

static void on_death(void *arg, int wstat)
{
	struct hold *h = arg;
	h->code = WIFSIGNALED(wstat) ? CRASHED : WEXITSTATUS(wstat);
	leave_when_over(h);
}

static int setup(void *arg)
{
	struct hold *h = arg;
	fd_close(h->pipe[0]);
	return loop_child_signals(&h->loop);
}

static int open_pipe(struct hold *h)
{
	if (pipecoe(h->pipe) < 0)
		return -1;
	while (h->copies_n < COPIES) {
		int fd = dup(h->pipe[1]);
		if (fd < 0)
			return -1;
		h->copies[h->copies_n++] = fd;
	}
	return loop_fd(&h->loop, &h->watch, h->pipe[0], EPOLLIN, on_pipe, h);
}

static void close_writers(struct hold *h)
{
	for (int i = 0; i < h->copies_n; i++)
		fd_close(h->copies[i]);
	fd_close(h->pipe[1]);
}

static struct next run_fghack(struct ctx *x, struct call const *c)
{
	struct hold *h = arena_get(x, sizeof *h);
	struct plan plan = PLAN_NONE;
	*h = (struct hold){ .code = -1 };
	if (loop_open(&h->loop) < 0 || open_pipe(h) < 0)
		return failsys(x, "unable to make descriptors");
	plan.setup = setup;
	plan.arg = h;
	pid_t pid = spawn(x, c->rest, &plan);
	if (pid < 0)
		return spawn_failed(x);
	close_writers(h);
	loop_child(&h->loop, &h->child, pid, on_death, h);
	int code = loop_run(&h->loop);
	if (code < 0)
		return failsys(x, "unable to wait");
	if (code == WROTE && !h->gone)
		return failcode(
			x, WROTE, c->rest->s, " writes to a descriptor that it cannot know of");
	return leave(code);
}

struct cmd const cmd_s6_fghack = {
	.name = "s6-fghack",
	.brief = "keep a program that puts itself into the background in the foreground",
	.says = "go on until nothing of what follows is left, even if that goes into the background",
	.form = "prog...",
	.traits = LEAF | FORKS,
	.run = run_fghack,
	.exits =
		"the program's, 111 when a signal killed it, 102 when it wrote to a descriptor that it cannot "
		"know of",
	.help = "The program is given a lot of descriptors of one pipe: as long as they are open it, or "
		"what it has started, is there. This fails with programs that close all descriptors. Signals "
		"for s6-fghack do not reach the program: one that can stay in the foreground should do so.",
	.example = "s6-fghack old-daemon",
};
