/* s6-notifyoncheck.c - for run scripts: tell that a service is ready when a check says so. */
#include "builtin.h"

#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <sys/wait.h>

#include "bridge.h"
#include "checks.h"
#include "events.h"
#include "launch.h"
#include "svclient.h"

struct opts {
	int detach;
	unsigned int fd, sleep_ms, total_ms, check_ms, wait_ms, tries, restart_after;
	char const *script;
};

enum { NO_FD = ~0u };

static struct opt const opts[] = {
	SET('d', "doublefork", struct opts, detach, 1,
		"check in a process that is no child of what follows"),
	NUM('3', "fd", struct opts, fd, 1 << 20, "fd",
		"the descriptor to tell it by (default: what the file notification-fd says)"),
	NUM('s', "initial-sleep", struct opts, sleep_ms, UINT32_MAX, "ms",
		"wait this long before the first check (default: 10)"),
	NUM('T', "timeout", struct opts, total_ms, UINT32_MAX, "ms",
		"give up after this time (default: 0, never)"),
	NUM('t', "check-timeout", struct opts, check_ms, UINT32_MAX, "ms",
		"kill a check that takes longer (default: 0, never)"),
	NUM('w', "wait", struct opts, wait_ms, UINT32_MAX, "ms",
		"wait this long between checks (default: 1000)"),
	NUM('n', "tries", struct opts, tries, UINT32_MAX, "n",
		"give up after so many checks (default: 7, 0: never)"),
	STR('c', "check", struct opts, script, "script",
		"run this as the check, and not what the service directory declares"),
	NUM('r', "restart-after", struct opts, restart_after, UINT32_MAX, "n",
		"go on checking when it is ready, and have it restarted when so many checks in a row "
		"have failed (default: 0, never)"),
	{ 0 },
};

/* How the process that checks ends. */
enum { READY, NO_MORE_TRIES, DIED, TOO_LATE, RESTARTED };

struct poller {
	struct ctx *x;
	struct opts const *o;
	struct events events;
	struct events_source source;
	struct timer timer; /* until the next check, or for the one that runs */
	struct child check;
	unsigned int tries;
	int ready;
};

static void begin_check(void *arg);

static void finish(struct poller *p, int code)
{
	if (p->check.pid)
		kill(p->check.pid, SIGKILL);
	loop_leave(&p->events.loop, code);
}

static void failed_check(struct poller *p)
{
	if (p->o->tries && ++p->tries >= p->o->tries)
		finish(p, NO_MORE_TRIES);
	else
		loop_in(&p->events.loop, &p->timer, p->o->wait_ms, begin_check, p);
}

/* It is ready: there may be nothing left to do. */
static void become_ready(struct poller *p)
{
	struct loop *l = &p->events.loop;
	ssize_t n = write((int)p->o->fd, "\n", 1);
	if (n != 1 || !p->o->restart_after) {
		finish(p, n == 1 ? READY : 111);
		return;
	}
	fd_close((int)p->o->fd);
	p->ready = 1;
	p->tries = 0;
	loop_timer_drop(l, &p->events.timer);
	loop_in(l, &p->timer, p->o->wait_ms, begin_check, p);
}

/* A check of a service that is ready is over. */
static void keep_watch(struct poller *p, int failed)
{
	char n[DECIMAL];
	p->tries = failed ? p->tries + 1 : 0;
	if (p->tries < p->o->restart_after) {
		loop_in(&p->events.loop, &p->timer, p->o->wait_ms, begin_check, p);
		return;
	}
	warn(p->x, "the check has failed ", decimal(n, p->tries),
		p->tries == 1 ? " time" : " times in a row", ": having the service restarted");
	if (service_send(".", "r", 1) < 0)
		warnsys(p->x, "unable to have the service restarted");
	finish(p, RESTARTED);
}

static void end_check(void *arg, int wstat)
{
	struct poller *p = arg;
	loop_timer_drop(&p->events.loop, &p->timer);
	if (p->ready)
		keep_watch(p, wstat != 0);
	else if (wstat)
		failed_check(p);
	else
		become_ready(p);
}

static void kill_check(void *arg)
{
	struct poller *p = arg;
	kill(p->check.pid, SIGKILL);
}

/* Without a program of its own, what the service declares is the check. */
static struct word *check_words(struct poller *p)
{
	static char const *const none[] = { 0 };
	static char const file[] = "./data/check";
	unsigned int most = p->o->check_ms ? p->o->check_ms : 5000;
	char *ms = arena_get(p->x, DECIMAL);
	char const *argv[] = { "execlineb", "-Pc", p->o->script, 0 };
	char const *declared[] = { "windlass-healthcheck", "-qct", decimal(ms, most), ".", 0 };
	if (p->o->script)
		return words_of(p->x, argv);
	if (checks_declared(p->x, "."))
		return words_of(p->x, declared);
	return launch_words(p->x, AT_FDCWD, file, file, none);
}

static void begin_check(void *arg)
{
	struct poller *p = arg;
	struct plan plan = PLAN_NONE;
	struct arena mark = arena_mark(p->x);
	plan.setup = loop_child_signals;
	plan.arg = &p->events.loop;
	pid_t pid = spawn(p->x, check_words(p), &plan);
	if (pid < 0)
		spawn_warn(p->x);
	arena_release(p->x, mark);
	if (pid < 0) {
		if (p->ready)
			keep_watch(p, 1);
		else
			failed_check(p);
		return;
	}
	loop_child(&p->events.loop, &p->check, pid, end_check, p);
	if (p->o->check_ms)
		loop_in(&p->events.loop, &p->timer, p->o->check_ms, kill_check, p);
}

static int on_event(void *arg, char event)
{
	struct poller *p = arg;
	if (event == 'd')
		finish(p, DIED);
	return 0;
}

/* The process that checks. LISTENING is closed when it cannot miss the death of the service any more. */
static struct next check_until_ready(struct ctx *x, struct opts const *o, int listening)
{
	struct poller *p = arena_get(x, sizeof *p);
	*p = (struct poller){ .x = x, .o = o };
	if (events_open(&p->events, o->total_ms) < 0 ||
		events_from(&p->events, &p->source, "event", on_event, p) < 0 ||
		loop_in(&p->events.loop, &p->timer, o->sleep_ms, begin_check, p) < 0)
		return failsys(x, "unable to wait for the end of the service");
	if (write(listening, "\n", 1) < 1)
		return leave(111);
	fd_close(listening);
	int code = loop_run(&p->events.loop);
	code = p->events.timed_out ? TOO_LATE : code < 0 ? 111 : code;
	if (p->check.pid)
		kill(p->check.pid, SIGKILL);
	events_close(&p->events);
	return leave(code);
}

/* In the child: is the process that checks, or makes it and goes. */
static struct next child(struct ctx *x, struct opts const *o, int const *p)
{
	fd_close(p[0]);
	pid_t pid = o->detach ? spawn_split(x) : 0;
	if (pid)
		return leave(pid < 0 ? 111 : 0);
	return check_until_ready(x, o, p[1]);
}

static struct next start(struct ctx *x, struct opts const *o, struct word *prog)
{
	int p[2], wstat;
	char c;
	if (pipecoe(p) < 0)
		return failsys(x, "unable to create a pipe");
	pid_t pid = spawn_split(x);
	if (!pid)
		return child(x, o, p);
	fd_close(p[1]);
	if (pid < 0 || (o->detach && spawn_reap(pid, &wstat) < 0))
		return failsys(x, "unable to start a child");
	ssize_t n = fd_read(p[0], &c, 1);
	fd_close(p[0]);
	if (n < 1) /* the child has said why */
		return leave(111);
	fd_close((int)o->fd);
	return chain(prog);
}

static struct next run_notifyoncheck(struct ctx *x, struct call const *c)
{
	struct opts o = *(struct opts const *)c->opt;
	int supervised = service_supervised(".");
	if (supervised <= 0)
		return fail(x,
			"unable to check: the working directory is no supervised service directory");
	if (o.fd == NO_FD && bridge_notification_fd(&o.fd) < 0)
		return failsys(x, "unable to read notification-fd");
	if (fcntl((int)o.fd, F_GETFD) < 0)
		return failsys(x, "unable to use the notification descriptor");
	return start(x, &o, c->rest);
}

struct cmd const cmd_s6_notifyoncheck = {
	.name = "s6-notifyoncheck",
	.brief = "for run scripts: tell that a service is ready when a check says so",
	.says = "have a process beside that runs [-c|a check|the checks it declares] until it is true, and tells then that "
		"the service is ready",
	.form = "prog...",
	OPTS(struct opts, opts, .fd = NO_FD, .sleep_ms = 10, .wait_ms = 1000, .tries = 7),
	.traits = FORKS,
	.run = run_notifyoncheck,
	.exits = "100 when the working directory is no supervised service directory",
	.help = "The service directory needs a notification-fd, and an executable data/check, which leaves with "
		"0 when the service is ready, or checks that it declares (doc/healthcheck.md); they are made again and again. The process that does so ends when the "
		"service dies. A service that can tell its readiness by itself should do that.",
	.example = "s6-notifyoncheck -w 200 -n 50 my-server\n\n"
		   "s6-notifyoncheck -w 5000 -n 0 --restart-after=3 my-server",
};
