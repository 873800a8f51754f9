/* s6-maximumtime.c - run a program for a limited time. */
#include <signal.h>
#include <skalibs/types.h>
#include <sys/wait.h>

#include "builtin.h"
#include "loop.h"

struct opts {
	int signal;
};

#define SIGNAL(l, n, sig, help) SET(l, n, struct opts, signal, sig, help)

static struct opt const opts[] = {
	SIGNAL('0', "none", 0, "send no signal when the time is over"),
	SIGNAL('a', "alarm", SIGALRM, "send SIGALRM"),
	SIGNAL('b', "abort", SIGABRT, "send SIGABRT"),
	SIGNAL('i', "interrupt", SIGINT, "send SIGINT"),
	SIGNAL('k', "kill", SIGKILL, "send SIGKILL"),
	SIGNAL('q', "quit", SIGQUIT, "send SIGQUIT"),
	SIGNAL('t', "terminate", SIGTERM, "send SIGTERM (default)"),
	SIGNAL('x', "xcpu", SIGXCPU, "send SIGXCPU"),
	SIGNAL('1', "usr1", SIGUSR1, "send SIGUSR1"),
	SIGNAL('2', "usr2", SIGUSR2, "send SIGUSR2"),
	{ 0 },
};

enum { TIMEOUT = 99, CRASHED = 111 };

struct race {
	struct loop loop;
	struct timer timer;
	struct child child;
	int signal;
};

static void on_time(void *arg)
{
	struct race *r = arg;
	if (r->signal)
		kill(r->child.pid, r->signal);
	loop_leave(&r->loop, TIMEOUT);
}

static void on_death(void *arg, int wstat)
{
	struct race *r = arg;
	loop_leave(&r->loop, WIFSIGNALED(wstat) ? CRASHED : WEXITSTATUS(wstat));
}

/* Starts WORDS and waits for the end of them or of the time. -1 with errno. */
static int race(struct race *r, unsigned int ms, pid_t pid)
{
	loop_child(&r->loop, &r->child, pid, on_death, r);
	if (ms && loop_in(&r->loop, &r->timer, ms, on_time, r) < 0)
		return -1;
	return loop_run(&r->loop);
}

static struct next run_maximumtime(struct ctx *x, struct call const *c)
{
	struct race *r = arena_get(x, sizeof *r);
	struct plan plan = PLAN_NONE;
	unsigned int ms;
	*r = (struct race){ .signal = ((struct opts const *)c->opt)->signal };
	x->at = c->arg_at[0];
	if (!uint0_scan(c->arg[0], &ms))
		return fail(x, "invalid time: ", c->arg[0]);
	if (loop_open(&r->loop) < 0)
		return failsys(x, "unable to wait");
	plan.setup = loop_child_signals;
	plan.arg = &r->loop;
	pid_t pid = spawn(x, c->rest, &plan);
	int code = pid < 0 ? -1 : race(r, ms, pid), err = errno;
	loop_close(&r->loop);
	errno = err;
	if (pid < 0)
		return spawn_failed(x);
	return code < 0 ? failsys(x, "unable to wait") : leave(code);
}

struct cmd const cmd_s6_maximumtime = {
	.name = "s6-maximumtime",
	.brief = "run a program for a limited time",
	.says = "give what follows <ms> milliseconds to end",
	.form = "ms prog...",
	OPTS(struct opts, opts, .signal = SIGTERM),
	.traits = LEAF | FORKS,
	.run = run_maximumtime,
	.exits = "the program's, 99 when the time was over, 111 when it was killed by a signal",
	.help = "The time is in milliseconds; 0 is without limit.",
	.example = "s6-maximumtime -k 2000 my-check",
};
