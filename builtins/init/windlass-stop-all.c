/* windlass-stop-all.c - end every process there is, or every descendant, and wait until they are gone. */
#include "builtin.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <skalibs/djbunix.h>
#include <skalibs/genalloc.h>
#include <skalibs/types.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "loop.h"

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

struct process {
	pid_t pid, parent;
	int below; /* is a descendant of ours */
};

/* The parent of PID, from /proc, or 0. */
static pid_t parent_of(char const *pid)
{
	char path[64] = "/proc/", b[512];
	unsigned int parent = 0;
	strncat(path, pid, 20);
	ssize_t n = openreadnclose(strcat(path, "/stat"), b, sizeof b - 1);
	if (n <= 0)
		return 0;
	b[n] = 0;
	char *p = strrchr(b, ')');
	return p && strlen(p) > 4 && uint_scan(p + 4, &parent) ? (pid_t)parent : 0;
}

static int by_pid(void const *a, void const *b)
{
	pid_t p = ((struct process const *)a)->pid, q = ((struct process const *)b)->pid;
	return (p > q) - (p < q);
}

/* All processes there are, by pid. */
static int list_processes(genalloc *all)
{
	DIR *d = opendir("/proc");
	unsigned int pid;
	if (!d)
		return 0;
	for (struct dirent *e; (e = readdir(d));) {
		if (!uint0_scan(e->d_name, &pid))
			continue;
		struct process p = { (pid_t)pid, parent_of(e->d_name), 0 };
		genalloc_append(struct process, all, &p);
	}
	closedir(d);
	qsort(all->s, genalloc_len(struct process, all), sizeof(struct process), by_pid);
	return 1;
}

/* Marks those of LIST that are below SELF. Parents mostly come first: a few rounds do, however deep they are. */
static void mark_below(struct process *list, size_t n, pid_t self)
{
	int more = 1;
	while (more) {
		more = 0;
		for (struct process *p = list; p < list + n; p++) {
			struct process key = { .pid = p->parent }, *parent;
			if (p->below)
				continue;
			parent = bsearch(&key, list, n, sizeof key, by_pid);
			p->below = p->parent == self || (parent && parent->below);
			more |= p->below;
		}
	}
}

static void signal_descendants(pid_t self, int sig)
{
	genalloc all = GENALLOC_ZERO;
	if (!list_processes(&all))
		return;
	struct process *list = genalloc_s(struct process, &all);
	size_t n = genalloc_len(struct process, &all);
	mark_below(list, n, self);
	for (size_t i = 0; i < n; i++)
		if (list[i].below)
			kill(list[i].pid, sig);
	genalloc_free(struct process, &all);
}

static void signal_all(struct stopper *s, int sig)
{
	if (s->self == 1)
		kill(-1, sig);
	else
		signal_descendants(s->self, sig);
}

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
		signal_all(s, SIGKILL);
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
	signal_all(&s, SIGTERM);
	signal_all(&s, SIGCONT);
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
