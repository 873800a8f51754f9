/* s6-linux-init-shutdownd.c - stop a machine or container when that is asked for. */
#include <fcntl.h>
#include <signal.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>

#include "builtin.h"
#include "launch.h"
#include "leftover.h"
#include "loop.h"
#include "maker.h"
#include "processes.h"
#include "shutdown.h"

struct opts {
	unsigned int notify, grace;
	int container, no_logger;
	char const *base;
};

static struct opt const opts[] = {
	NUM('d', "notification-fd", struct opts, notify, 1 << 20, "fd",
		"write a newline to this descriptor once it listens"),
	STR('c', "basedir", struct opts, base, "dir",
		"where scripts/rc.shutdown is (default: /etc/s6-linux-init/current)"),
	NUM('g', "grace", struct opts, grace, SHUTDOWN_GRACE_MAX, "ms",
		"how long processes have from SIGTERM to SIGKILL, unless who asks says otherwise (default: 3000)"),
	SET('C', "container", struct opts, container, 1, "this is a container"),
	SET('B', "no-logger", struct opts, no_logger, 1, "there is no logger for everything else"),
	{ 0 },
};

enum phase { WAITING, PLANNED, LEAVING, ENDING };
enum { LOOK_AGAIN_MS = 10, BAD_RECORD = 101, RECORDS = SHUTDOWN_RECORD * 16 };

/* What the last stage is read from, in the service directory: it is found there if this process is gone by then. */
static char const stage4[] = "stage 4";

struct daemon {
	struct ctx *x;
	struct opts const *o;
	struct loop loop;
	struct watch fifo;
	struct timer due, patience, look;
	struct child leaving;
	struct shutdown request;
	enum phase phase;
	pid_t root; /* the supervisor: below it are those who have to go; 1: all there are */
	char parts[RECORDS];
	size_t len;
};

static void look(void *arg)
{
	struct daemon *d = arg;
	if (!leftover_any(d->root, d->o->no_logger ? 0 : "../" SHUTDOWN_LOGGER))
		loop_leave(&d->loop, 0);
	else
		loop_in(&d->loop, &d->look, LOOK_AGAIN_MS, look, d);
}

static void out_of_patience(void *arg)
{
	struct daemon *d = arg;
	processes_signal(d->root, SIGKILL);
	loop_leave(&d->loop, 0);
}

static void machine_script(struct daemon *d, stralloc *to)
{
	char const how[] = { '-', d->request.what, 0 };
	maker_text(to, "foreground { s6-linux-init-umountall }\nforeground { ");
	maker_words(to, DIAG_PARTS(join(d->x, d->o->base, "/scripts/rc.shutdown.final")));
	maker_text(to, " }\n");
	maker_line(to, "s6-linux-init-hpr", "-f", how);
}

static void container_script(struct daemon *d, stralloc *to)
{
	maker_text(to, "foreground { s6-svc -Ox -- . }\n");
	if (!d->o->no_logger)
		maker_text(to, "foreground { s6-svc -Oxc -- ../" SHUTDOWN_LOGGER " }\n");
	maker_text(to, "s6-svscanctl -b -- ..\n");
}

/* The script of the last stage removes itself: a container may be started again on the same files. */
static void write_stage4(struct daemon *d)
{
	stralloc script = STRALLOC_ZERO;
	maker_begin(d->x, &script);
	maker_text(&script, "foreground { s6-rmrf \"stage 4\" }\n");
	if (d->o->container)
		container_script(d, &script);
	else
		machine_script(d, &script);
	maker_file(d->x, ".", stage4, script.s, script.len, 0700);
	stralloc_free(&script);
}

static void write_code(struct daemon *d)
{
	char const text[] = { d->request.what, '\n' };
	if (!openwritenclose_unsafe(SHUTDOWN_RESULTS "/haltcode", text, sizeof text))
		warnsys(d->x, "unable to write " SHUTDOWN_RESULTS "/haltcode");
}

static void end_all(struct daemon *d)
{
	d->phase = ENDING;
	if (d->o->container)
		write_code(d);
	write_stage4(d);
	leftover_hide(d->x, !d->o->no_logger);
	if (!d->o->container)
		info(d->x, "sending all processes the TERM signal");
	processes_signal(d->root, SIGTERM);
	processes_signal(d->root, SIGCONT);
	loop_in(&d->loop, &d->patience, d->request.grace ? d->request.grace : d->o->grace,
		out_of_patience, d);
	look(d);
}

static void on_left(void *arg, int wstat)
{
	struct daemon *d = arg;
	char b[DECIMAL];
	if (wstat)
		warn(d->x, d->o->base, "/scripts/rc.shutdown has failed: it left with ",
			decimal(b, (unsigned long)status_code(wstat)));
	if (d->request.what != SHUTDOWN_SINGLE)
		end_all(d);
	else
		d->phase = WAITING;
}

static void begin(void *arg)
{
	static char const *const none[] = { 0 };
	struct daemon *d = arg;
	struct plan plan = PLAN_NONE;
	char const *file = join(d->x, d->o->base, "/scripts/rc.shutdown");
	d->phase = LEAVING;
	plan.setup = loop_child_signals;
	plan.arg = &d->loop;
	pid_t pid = spawn(d->x, launch_words(d->x, AT_FDCWD, file, file, none), &plan);
	if (pid > 0) {
		loop_child(&d->loop, &d->leaving, pid, on_left, d);
		return;
	}
	spawn_warn(d->x);
	on_left(d, 0);
}

/* Who asks once more while processes are being given time does not want to wait for them. */
static void plan(struct daemon *d, struct shutdown const *s)
{
	if (d->phase == ENDING) {
		loop_in(&d->loop, &d->patience, 0, out_of_patience, d);
		return;
	}
	if (d->phase == LEAVING) {
		warn(d->x, "already shutting down: rc.shutdown has not ended yet");
		return;
	}
	d->phase = PLANNED;
	d->request = *s;
	loop_at(&d->loop, &d->due, loop_clock() + (int64_t)s->delay * LOOP_MS, begin, d);
}

static void cancel(struct daemon *d)
{
	if (d->phase != PLANNED)
		return;
	loop_timer_drop(&d->loop, &d->due);
	d->phase = WAITING;
}

/* Takes one request off the LEN bytes at S. Returns how many bytes it has. */
static size_t take(struct daemon *d, char const *s, size_t len)
{
	struct shutdown request;
	if (*s == SHUTDOWN_CANCEL) {
		cancel(d);
	} else if (!shutdown_is_timed(*s)) {
		warn(d->x, "unknown request in " SHUTDOWN_FIFO ": ",
			arena_text(d->x, *s > ' ' && *s < 127 ? s : "?", 1));
	} else if (len < SHUTDOWN_RECORD) {
		failcode(d->x, BAD_RECORD, "incomplete request in " SHUTDOWN_FIFO);
		loop_leave(&d->loop, BAD_RECORD);
		return len;
	} else {
		shutdown_unpack(&request, s);
		plan(d, &request);
		return SHUTDOWN_RECORD;
	}
	return 1;
}

static void on_request(void *arg)
{
	struct daemon *d = arg;
	ssize_t n = read(d->fifo.fd, d->parts, sizeof d->parts);
	struct arena mark = arena_mark(d->x);
	for (ssize_t i = 0; i < n;)
		i += (ssize_t)take(d, d->parts + i, (size_t)(n - i));
	if (d->phase == WAITING)
		arena_release(d->x, mark);
}

/* Its own SIGTERM is what it sends to all. */
static void on_term(void *arg, int sig)
{
	struct daemon *d = arg;
	(void)sig;
	if (d->phase < LEAVING)
		loop_leave(&d->loop, -2);
}

static int open_fifo(void)
{
	if (mkfifo(SHUTDOWN_FIFO, 0600) < 0 && errno != EEXIST)
		return -1;
	return open(SHUTDOWN_FIFO, O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

static int listen_to(struct daemon *d)
{
	int fd = open_fifo();
	if (fd < 0 || loop_open(&d->loop) < 0)
		return -1;
	if (loop_signal(&d->loop, SIGTERM, on_term, d) < 0 ||
		loop_fd(&d->loop, &d->fifo, fd, EPOLLIN, on_request, d) < 0)
		return -1;
	if (d->o->notify > 2) {
		if (write((int)d->o->notify, "\n", 1) < 1)
			warnsys(d->x, "unable to notify readiness");
		fd_close((int)d->o->notify);
	}
	return 0;
}

static struct next go_to_stage4(struct ctx *x)
{
	static char const *const none[] = { 0 };
	return chain(launch_words(x, AT_FDCWD, stage4, "./stage 4", none));
}

static struct next run_shutdownd(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct daemon *d = arena_get(x, sizeof *d);
	*d = (struct daemon){ .x = x, .o = o, .root = leftover_supervisor() };
	if (launch_is_program(AT_FDCWD, stage4))
		return go_to_stage4(x);
	if (*o->base != '/')
		return fail(x, "not an absolute path: ", o->base);
	if (listen_to(d) < 0)
		return failsys(x, "unable to listen to the fifo " SHUTDOWN_FIFO);
	int code = loop_run(&d->loop), err = errno;
	enum phase phase = d->phase;
	loop_close(&d->loop);
	errno = err;
	if (code == -1)
		return failsys(x, "unable to wait for events");
	if (code > 0)
		return leave(code);
	return phase == ENDING ? go_to_stage4(x) : leave(0);
}

struct cmd const cmd_s6_linux_init_shutdownd = {
	.name = "s6-linux-init-shutdownd",
	.brief = "stop the machine or container when that is asked for",
	.form = "",
	OPTS(struct opts, opts, .base = "/etc/s6-linux-init/current", .grace = 3000),
	.traits = FRESH,
	.run = run_shutdownd,
	.exits =
		"0 when it is told to stop; 101 when a request is incomplete; else those of the last stage",
	.help = "It runs in its service directory, below the scan directory, and reads requests from a fifo there "
		"(s6-linux-init-shutdown and s6-linux-init-hpr write them). When it is time it runs scripts/rc.shutdown; then "
		"all services are stopped, all processes get SIGTERM, and SIGKILL when the grace time is over. As soon as nobody "
		"is left, or at another request, it does not wait any longer. In the end a container's s6-svscan is told to "
		"leave; a machine's file systems are unmounted, scripts/rc.shutdown.final runs, and the machine stops.",
	.example = "s6-linux-init-shutdownd -d 3 -c /etc/s6-linux-init/current -g 3000",
};
