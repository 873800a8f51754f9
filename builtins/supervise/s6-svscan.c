/* s6-svscan.c - supervise every service directory of a scan directory, in this one process. */
#include "builtin.h"

#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <sys/prctl.h>

#include "adopt.h"
#include "handover.h"
#include "launch.h"
#include "run.h"
#include "scandir.h"
#include "scanprogram.h"
#include "shortage.h"
#include "svscanctl.h"
#include "trim.h"

enum {
	OPEN_AGAIN_MS = 50,
	OPEN_AGAIN_MOST_MS = 10000,
	REOPEN_MS = 1000,
	NOTIFY_MS = 20,
	NOTIFY_MOST_MS = 1000
};
enum { LEAST_SERVICES = 4, LEAST_NAME = 11 };

struct opts {
	unsigned int notify, console, most, most_services, name_max, rescan, stop_timeout;
	int subreaper, stay_logged, versions;
	char const *stop_file, *code_file;
};

static struct opt const opts[] = {
	NUM('d', "notification-fd", struct opts, notify, 1 << 20, "fd",
		"write a newline to this descriptor once commands are listened to"),
	NUM('X', "console-holder", struct opts, console, 1 << 20, "fd",
		"a descriptor to give the service s6-svscan-log as its stderr"),
	NUM('C', "services-max", struct opts, most, 160000, "n",
		"at most this many services and loggers, 4 at least (default: 160000)"),
	NUM('c', 0, struct opts, most_services, 80000, "n",
		"as -C, but a service and its logger count as one"),
	NUM('L', "name-max", struct opts, name_max, 1019, "n",
		"leave out names longer than this, 11 at least (default: 251)"),
	NUM('t', "timeout", struct opts, rescan, 1u << 31, "ms",
		"scan again that often (default: only when told)"),
	NUM(0, "stop-timeout", struct opts, stop_timeout, 1u << 31, "ms",
		"when everything is stopped: leave alone what is still up then (default: wait for ever)"),
	SET(0, "stay-logged", struct opts, stay_logged, 1,
		"with -X: what the finish script writes goes to that service too, which is not stopped"),
	STR(0, "stop-file", struct opts, stop_file, "file",
		"make this file when everything is to be stopped"),
	STR(0, "exit-code-file", struct opts, code_file, "file",
		"write to this file the exit code of a service whose death ends everything"),
	SET(0, "subreaper", struct opts, subreaper, 1,
		"adopt the orphans of all that runs below, as process 1 does"),
	SET(0, "handover-version", struct opts, versions, 1,
		"say which versions of a supervisor's state this program can go on with, and leave"),
	{ 0 },
};

static void stop(struct scan *p, char loggers);

static void service_ends_all(struct service *s, int code)
{
	struct entry *e = s->owner;
	struct scan *p = e->scan;
	char b[DECIMAL];
	decimal(b, (unsigned long)code);
	if (p->stop)
		return;
	s->say(s, DIAG_PARTS("ending everything, with exit code ", b), 0);
	p->code = code;
	if (p->code_file && !openwritenclose_unsafe(p->code_file, b, strlen(b)))
		warnsys(p->v.x, "unable to write ", p->code_file);
	stop(p, 'x');
}

static int should_run(struct entry const *e)
{
	return e->active && !e->scan->stop;
}

static void open_entry(void *arg)
{
	struct entry *e = arg;
	char const *what = 0;
	if (e->open || !should_run(e))
		return;
	e->opened = loop_clock();
	if ((e->scan->adopting && !adopt_service(e)) || !service_open(&e->s, &what)) {
		e->open = 1;
		e->lacking = 0;
		e->again_ms = 0;
		return;
	}
	if (errno != e->lacking && errno == EBUSY)
		SAY(&e->s, 0, "another instance of s6-supervise is already running, trying again");
	else if (errno != e->lacking)
		SAY(&e->s, errno, "unable to ", what, ", trying again");
	e->lacking = errno;
	e->again_ms = loop_longer(e->again_ms, OPEN_AGAIN_MS, OPEN_AGAIN_MOST_MS);
	loop_in(&e->scan->v.loop, &e->again, e->again_ms, open_entry, e);
}

static void nuke(struct scan *p, char loggers)
{
	for (struct entry *e = p->all; e; e = e->next)
		if (!e->active && e->open)
			service_leave(&e->s, entry_is_logger(e) && !e->replaced ? loggers : 't');
}

static void leave_alone(struct scan *p)
{
	for (struct entry *e = p->all; e; e = e->next)
		if (e->open)
			service_leave(&e->s, 'q');
}

static void abandon(void *arg)
{
	struct scan *p = arg;
	for (struct entry *e = p->all; e; e = e->next)
		if (e->open)
			warn(p->v.x, e->s.name, " is still up: leaving it alone");
	leave_alone(p);
}

static void stop(struct scan *p, char loggers)
{
	if (!p->stop)
		loop_timer_drop(&p->v.loop, &p->rescan);
	if (!p->stop && p->stop_ms)
		loop_in(&p->v.loop, &p->rescan, p->stop_ms, abandon, p);
	if (!p->stop && p->stop_file && !openwritenclose_unsafe(p->stop_file, "", 0))
		warnsys(p->v.x, "unable to make ", p->stop_file);
	p->stop = loggers;
	for (struct entry *e = p->all; e; e = e->next)
		if (e->open)
			service_leave(&e->s, entry_how(e, loggers));
}

/* What has left is opened again, or its pipe ends are closed and it is forgotten. */
static void sweep(struct scan *p)
{
	for (struct entry *e = p->all, *next; e; e = next) {
		next = e->next;
		if (e->dead && should_run(e))
			loop_at(&p->v.loop, &e->again, e->opened + REOPEN_MS * LOOP_MS, open_entry,
				e);
		else if (!e->open && !should_run(e))
			entry_close_end(&e->pipe[1]);
		e->dead = 0;
		if (!e->open && !e->active)
			entry_forget(p, e);
	}
}

static void on_turn(void *arg)
{
	struct scan *p = arg;
	if (p->wanted)
		scan_now(p);
	/* Who has left is known once everything could be looked at. */
	if (p->nuke && !p->incomplete) {
		nuke(p, p->nuke);
		p->nuke = 0;
	}
	sweep(p);
	if (p->stop && entries_all_gone(p))
		loop_leave(&p->v.loop, 0);
	else if (p->handover.fit)
		handover_go(p);
}

enum action {
#define ENUM(letter, name, help) DO_##name,
	SVSCANCTL(ENUM)
#undef ENUM
};

static void act(struct scan *p, enum action action)
{
	switch (action) {
	case DO_SCAN_AND_NUKE: p->nuke = 'x'; /* fall through */
	case DO_SCAN: p->wanted = 1; break;
	case DO_NUKE: p->nuke = 'x'; break;
	case DO_NUKE_ALL: p->nuke = 't'; break;
	case DO_REAP: break; /* the loop reaps whatever ends */
	case DO_STOP:
	case DO_STOP_INT: stop(p, 'x'); break;
	case DO_STOP_ALL: stop(p, 't'); break;
	case DO_EXEC: handover_ask(p); break;
	case DO_ABORT:
		leave_alone(p);
		loop_leave(&p->v.loop, 0);
		break;
	}
}

static int on_letter(struct scan *p, char letter)
{
	switch (letter) {
#define CASE(l, name, help) \
	case l: act(p, DO_##name); return 0;
		SVSCANCTL(CASE)
#undef CASE
	}
	return letter;
}

static void on_commands(void *arg)
{
	struct scan *p = arg;
	char b[64], unknown[2] = "";
	ssize_t n = read(p->commands.fd, b, sizeof b);
	if (n < 0 && errno != EAGAIN && errno != EINTR && loop_trouble(&p->v.loop))
		warnsys(p->v.x, "unable to read .s6-svscan/control");
	for (ssize_t i = 0; i < n; i++)
		if (on_letter(p, b[i]))
			unknown[0] = b[i] > ' ' && b[i] < 127 ? b[i] : '?';
	if (*unknown) /* once, however many they are */
		warn(p->v.x, "unknown command: ", unknown);
}

/* Signals: their own action when the scan directory has no program for them; -1 for none. */
struct handled {
	int sig;
	char const *file; /* or 0 */
	int action;
};

static struct handled const handled[] = {
	{ SIGHUP, ".s6-svscan/SIGHUP", DO_SCAN_AND_NUKE },
	{ SIGINT, ".s6-svscan/SIGINT", DO_STOP },
	{ SIGTERM, ".s6-svscan/SIGTERM", DO_STOP },
	{ SIGQUIT, ".s6-svscan/SIGQUIT", DO_STOP_ALL },
	{ SIGUSR1, ".s6-svscan/SIGUSR1", -1 },
	{ SIGUSR2, ".s6-svscan/SIGUSR2", -1 },
	{ SIGPWR, ".s6-svscan/SIGPWR", -1 },
	{ SIGWINCH, ".s6-svscan/SIGWINCH", -1 },
	{ SIGALRM, 0, DO_SCAN },
	{ SIGABRT, 0, DO_ABORT },
};

static void on_signal(void *arg, int sig)
{
	struct scan *p = arg;
	size_t i = 0;
	while (handled[i].sig != sig)
		i++;
	if (!(handled[i].file && program_start(&p->v, handled[i].file)) && handled[i].action >= 0)
		act(p, (enum action)handled[i].action);
}

static int listen_to(struct scan *p)
{
	for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
		if (loop_signal(&p->v.loop, handled[i].sig, on_signal, p) < 0)
			return -1;
	return loop_fd(&p->v.loop, &p->commands, p->control.fifo, EPOLLIN, on_commands, p);
}

static void notify(void *arg)
{
	struct scan *p = arg;
	ssize_t w = p->notify < 3 ? 1 : write(p->notify, "\n", 1);
	if (w < 1 && !p->notify_ms)
		warnsys(p->v.x, "unable to notify readiness");
	if (w < 1 && shortage(errno)) {
		p->notify_ms = loop_longer(p->notify_ms, NOTIFY_MS, NOTIFY_MOST_MS);
		loop_in(&p->v.loop, &p->notify_again, p->notify_ms, notify, p);
	} else if (p->notify > 2)
		fd_close(p->notify);
}

static void let_go(struct scan *p)
{
	if (p->console && !p->stay_logged) {
		fd_copy(1, p->console);
		fd_move(2, p->console);
	}
	control_close(&p->control);
	loop_close(&p->v.loop);
	supervisor_child(&p->v, 1, -1);
	p->v.x->patience = 0;
}

/* What this process becomes: the scan directory's program FILE, its crash if that is there but cannot be
   run, or nothing, with CODE. */
static struct next end(struct scan *p, char const *file, int code)
{
	static char const *const none[] = { 0 };
	static char const crash[] = ".s6-svscan/crash";
	let_go(p);
	if (faccessat(AT_FDCWD, file, F_OK, 0) && errno == ENOENT)
		return leave(code);
	if (!program_usable(p->v.x, file))
		file = crash;
	return chain(launch_words(p->v.x, AT_FDCWD, file, file, none));
}

static struct next begin(struct scan *p, struct ctx *x, struct opts const *o, char const *dir)
{
	unsigned int most = o->most_services ? 2 * o->most_services : o->most;
	p->most = most < LEAST_SERVICES ? LEAST_SERVICES : most;
	p->name_max = o->name_max < LEAST_NAME ? LEAST_NAME : o->name_max;
	p->rescan_ms = o->rescan;
	p->stop_ms = o->stop_timeout;
	p->stay_logged = o->stay_logged;
	p->stop_file = o->stop_file;
	p->code_file = o->code_file;
	p->console = (int)o->console;
	p->notify = (int)o->notify;
	p->commands.fd = -1;
	p->end = service_ends_all;
	p->open = open_entry;
	p->handed = handover_receive(p, x);
	if (!p->handed && chdir(dir) < 0)
		return failsys(x, "unable to chdir to ", dir);
	if (p->console && coe(p->console) < 0)
		return failsys(x, "unable to use the console descriptor");
	if (o->subreaper && prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
		warnsys(x, "unable to become a subreaper");
	if ((!p->handed || p->adopting) &&
		(control_lock(&p->control, AT_FDCWD, ".s6-svscan") < 0 ||
			control_listen(&p->control, AT_FDCWD, ".s6-svscan") < 0))
		return errno == EBUSY
			       ? fail(x, "another instance of s6-svscan is already running on ",
					 dir)
			       : failsys(x, "unable to take ", dir, "/.s6-svscan");
	if (!p->handed && o->notify > 2 && coe((int)o->notify) < 0)
		return failsys(x, "unable to use the notification descriptor");
	if (supervisor_open(&p->v, x) < 0)
		return failsys(x, "unable to prepare for events");
	if (p->handed)
		handover_resume(p);
	if (listen_to(p) < 0)
		return failsys(x, "unable to prepare for events");
	p->v.loop.on_turn = on_turn;
	p->v.loop.turn_arg = p;
	return chain(0);
}

static struct next run_svscan(struct ctx *x, struct call const *c)
{
	static struct scan p;
	struct opts const *o = c->opt;
	if (o->versions) {
		put_text(x, handover_versions);
		return leave(0);
	}
	struct next n = begin(&p, x, o, c->arg[0] ? c->arg[0] : ".");
	if (n.how == NEXT_EXIT)
		return n;
	if (!p.handed)
		notify(&p);
	if (!p.handed && scandir_prune() < 0)
		warnsys(x, "unable to remove links to nothing");
	if (!p.handed || p.adopting)
		scan_now(&p);
	if (p.adopting)
		adopt_end(&p);
	if (p.rescan.when && !p.rescan.slot)
		loop_at(&p.v.loop, &p.rescan, p.rescan.when, p.stop ? abandon : scan_now, &p);
	trim_program();
	if (loop_run(&p.v.loop) == 0)
		return end(&p, ".s6-svscan/finish", p.code);
	warnsys(x, "unable to wait for events");
	return end(&p, ".s6-svscan/crash", 111);
}

struct cmd const cmd_s6_svscan = {
	.name = "s6-svscan",
	.brief = "supervise every service directory of a scan directory",
	.says = "become the supervisor of all services in <scandir>",
	.form = "[scandir]",
	OPTS(struct opts, opts, .most = 160000, .name_max = 251),
	.traits = FRESH,
	.run = run_svscan,
	.exits =
		"100 when another instance has the scan directory; else those of .s6-svscan/finish, which it "
		"becomes at the end; without one that of the service whose death ended everything, or 0",
	.help = "One process supervises all services. It goes by .s6-svscan/control (see s6-svscanctl) and by "
		"signals: SIGHUP scans and stops what has left, SIGTERM and SIGINT stop everything, SIGQUIT stops "
		"everything and the loggers, SIGCHLD reaps. An executable .s6-svscan/SIGNAME is run instead, for "
		"HUP INT TERM QUIT USR1 USR2 PWR and WINCH.",
	.example = "s6-svscan -t 5000 /run/service",
};
