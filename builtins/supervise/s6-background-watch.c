/* s6-background-watch.c - stand for a daemon that puts itself into the background. */
#include <fcntl.h>
#include <limits.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "builtin.h"
#include "loop.h"

struct opts {
	int tell;
	unsigned int ms, fd;
};

static struct opt const opts[] = {
	NUM('t', "timeout-ready", struct opts, ms, INT_MAX, "ms",
		"kill the program when it takes longer to go into the background (default: 0, never)"),
	NUM('d', "notification-fd", struct opts, fd, INT_MAX, "fd",
		"write a newline to this descriptor when the daemon is there",
		ALSO(struct opts, tell, 1)),
	{ 0 },
};

struct watcher {
	struct ctx *x;
	struct opts const *o;
	char const *pidfile;
	struct loop loop;
	struct timer timer;
	struct child program, daemon;
	struct watch stranger; /* a daemon that is not our child */
	pid_t pid;             /* who gets our signals */
};

static void pass_on(void *arg, int sig)
{
	struct watcher *w = arg;
	kill(w->pid, sig);
}

static void daemon_died(void *arg, int wstat)
{
	struct watcher *w = arg;
	loop_leave(&w->loop, status_code(wstat));
}

/* Only its parent is told how it died. */
static void stranger_died(void *arg)
{
	struct watcher *w = arg;
	loop_leave(&w->loop, 0);
}

static void out_of_time(void *arg)
{
	struct watcher *w = arg;
	kill(w->pid, SIGKILL);
}

/* The number in the pidfile, or -1 after saying why there is none. */
static pid_t read_pidfile(struct watcher *w)
{
	char b[UINT_FMT + 2];
	unsigned int pid;
	ssize_t n = openreadnclose(w->pidfile, b, UINT_FMT + 1);
	if (n < 0) {
		failsys(w->x, "unable to read ", w->pidfile);
		return -1;
	}
	b[n] = 0;
	size_t digits = uint_scan(b, &pid);
	if (digits && (!b[digits] || strchr(" \t\r\n", b[digits])) && pid > 1 && pid <= INT_MAX)
		return (pid_t)pid;
	fail(w->x, "no process number in ", w->pidfile);
	return -1;
}

static int is_child(pid_t pid)
{
	siginfo_t info;
	return !waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT);
}

/* Returns 0, or -1 with errno. */
static int watch_daemon(struct watcher *w, pid_t pid)
{
	if (is_child(pid)) {
		loop_child(&w->loop, &w->daemon, pid, daemon_died, w);
		return 0;
	}
	int fd = (int)syscall(SYS_pidfd_open, pid, 0);
	return fd < 0 ? -1 : loop_fd(&w->loop, &w->stranger, fd, EPOLLIN, stranger_died, w);
}

static void program_ended(void *arg, int wstat)
{
	struct watcher *w = arg;
	char b[DECIMAL];
	loop_timer_drop(&w->loop, &w->timer);
	pid_t pid = wstat ? -1 : read_pidfile(w);
	if (pid < 0) {
		loop_leave(&w->loop, wstat ? status_code(wstat) : 111);
		return;
	}
	if (watch_daemon(w, pid) < 0) {
		failsys(w->x, "unable to watch the process ", decimal(b, (unsigned long)pid));
		loop_leave(&w->loop, 111);
		return;
	}
	w->pid = pid;
	if (w->o->tell) {
		if (write((int)w->o->fd, "\n", 1) < 1)
			warnsys(w->x, "unable to tell that the daemon is ready");
		fd_close((int)w->o->fd);
	}
}

/* Signals are for the program until there is a daemon. */
static int prepare(struct watcher *w)
{
	static int const signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM,
		SIGCONT, SIGTSTP, SIGWINCH };
	if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0 || loop_open(&w->loop) < 0)
		return -1;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (loop_signal(&w->loop, signals[i], pass_on, w) < 0)
			return -1;
	return w->o->tell ? coe((int)w->o->fd) : 0;
}

static struct next watch(struct watcher *w, struct word *prog)
{
	struct plan plan = PLAN_NONE;
	plan.setup = loop_child_signals;
	plan.arg = &w->loop;
	w->pid = spawn(w->x, prog, &plan);
	if (w->pid < 0)
		return spawn_failed(w->x);
	loop_child(&w->loop, &w->program, w->pid, program_ended, w);
	if (w->o->ms && loop_in(&w->loop, &w->timer, w->o->ms, out_of_time, w) < 0)
		return failsys(w->x, "unable to set a timer");
	int code = loop_run(&w->loop);
	return code < 0 ? failsys(w->x, "unable to wait") : leave(code);
}

static struct next run_background_watch(struct ctx *x, struct call const *c)
{
	struct watcher *w = arena_get(x, sizeof *w);
	*w = (struct watcher){ .x = x, .o = c->opt, .pidfile = c->arg[0], .stranger.fd = -1 };
	if (w->o->tell && fcntl((int)w->o->fd, F_GETFD) < 0)
		return failsys(x, "unable to use the notification descriptor");
	return prepare(w) < 0 ? failsys(x, "unable to prepare") : watch(w, c->rest);
}

struct cmd const cmd_s6_background_watch = {
	.name = "s6-background-watch",
	.brief = "for run scripts: stand for a daemon that puts itself into the background",
	.says = "run what follows, which puts itself into the background, and stand for the process whose "
		"number is in <file>",
	.form = "file prog...",
	OPTS(struct opts, opts, 0),
	.traits = LEAF | FORKS,
	.run = run_background_watch,
	.operands = "file: where the daemon writes its process number",
	.exits =
		"the daemon's, 128 and the signal's number when it was killed; the program's own when that is "
		"not 0; 137 when that took too long",
	.help = "When the program has ended with 0, the daemon is there: signals go to it, and its end is the "
		"end of this. SIGKILL cannot be passed on and leaves the daemon alone. A daemon that can stay "
		"in the foreground is better off there.",
	.example = "s6-background-watch -d 3 /run/old.pid old-daemon --pid-file /run/old.pid",
};
