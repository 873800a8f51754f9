/* windlass-stop-all.c - end every process there is, or every descendant, and wait until they are gone. */
#include "builtin.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "loop.h"
#include "processes.h"

enum { LOOK_AGAIN_MS = 10 };

struct opts {
	unsigned int grace;
};

static struct opt const opts[] = {
	NUM('t', "grace", struct opts, grace, 1u << 31, "ms",
		"how long they may take before they are killed (default: 3000)"),
	{ 0 },
};

struct stopper {
	struct loop loop;
	struct timer patience, look;
	pid_t self;
	int killing;
};

/* As process 1 others may have been put beside us that are not our children. */
static int anybody_left(struct stopper const *s)
{
	pid_t pid;
	while ((pid = waitpid(-1, 0, WNOHANG)) > 0)
		;
	return !pid || errno != ECHILD || (s->self == 1 && !kill(-1, 0));
}

static void look(void *arg)
{
	struct stopper *s = arg;
	if (!anybody_left(s))
		loop_leave(&s->loop, 0);
	else
		loop_in(&s->loop, &s->look, LOOK_AGAIN_MS, look, s);
	if (s->killing)
		processes_signal(s->self, SIGKILL);
}

static void out_of_patience(void *arg)
{
	struct stopper *s = arg;
	s->killing = 1;
	look(s);
}

static void on_child(void *arg, int sig)
{
	(void)sig;
	look(arg);
}

static struct next run_stop_all(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct stopper s = { .self = getpid() };
	int subreaper = 0;
	prctl(PR_GET_CHILD_SUBREAPER, &subreaper);
	if (loop_open(&s.loop) < 0 || loop_signal(&s.loop, SIGCHLD, on_child, &s) < 0)
		return failsys(x, "unable to prepare for events");
	if (s.self != 1 && !subreaper)
		prctl(PR_SET_CHILD_SUBREAPER, 1);
	processes_signal(s.self, SIGTERM);
	processes_signal(s.self, SIGCONT);
	loop_in(&s.loop, &s.patience, o->grace, out_of_patience, &s);
	look(&s);
	loop_run(&s.loop);
	loop_close(&s.loop);
	return chain(c->rest);
}

struct cmd const cmd_windlass_stop_all = {
	.name = "windlass-stop-all",
	.brief = "end every other process, wait until all are gone, then go on",
	.form = "[prog...]",
	OPTS(struct opts, opts, .grace = 3000),
	.run = run_stop_all,
	.help = "Process 1 sends SIGTERM and SIGCONT to all processes, any other to its own descendants; SIGKILL "
		"follows when the grace time is over. It goes on as soon as nobody is left.",
	.example = "windlass-stop-all -t 5000 s6-echo \"all are gone\"",
};
