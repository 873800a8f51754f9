/* s6-rc-oneshot-runner.c - run the scripts of oneshots, as children of the supervision tree. */
#include "builtin.h"

#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/socket.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "files.h"
#include "rcrunner.h"
#include "trim.h"

enum { BACKLOG = 4096, IDLE_MS = 1000 };

struct opts {
	char const *live;
	unsigned int notify;
	int block;
};

static struct opt const opts[] = {
	STR('l', "livedir", struct opts, live, "dir", "the live directory (default: ../..)"),
	NUM('d', "notification-fd", struct opts, notify, 1 << 20, "fd",
		"write a newline to this descriptor once clients are listened to (default: 3)"),
	SET('b', "block", struct opts, block, 1, "does nothing: databases never change in place"),
	{ 0 },
};

static void on_clients(void *arg);

static int listen_again(struct rcrunner *r)
{
	r->full = 0;
	return loop_fd(&r->loop, &r->clients, r->socket, EPOLLIN, on_clients, r);
}

static void idle(void *runner)
{
	(void)runner;
	trim_program();
}

/* Most of the time nobody wants anything of it: it takes little memory then. */
static void rest(struct rcrunner *r)
{
	loop_in(&r->loop, &r->idle, IDLE_MS, idle, r);
}

static void ended(struct rcrunner *r)
{
	if (!r->n)
		rest(r);
	if (r->full && !r->leaving)
		listen_again(r);
	if (r->leaving && !r->n)
		loop_leave(&r->loop, 0);
}

static int may_ask(struct rcrunner *r, int fd)
{
	struct ucred id;
	socklen_t len = sizeof id;
	char b[DECIMAL];
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &id, &len) < 0)
		return 0;
	if (!id.uid || id.uid == geteuid() || !id.gid)
		return 1;
	warn(r->x, "user ", decimal(b, id.uid), " may not have scripts run");
	return 0;
}

static void on_clients(void *arg)
{
	struct rcrunner *r = arg;
	int fd;
	while ((fd = accept4(r->clients.fd, 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
		if (may_ask(r, fd))
			rcsession_meet(r, fd);
		else
			fd_close(fd);
	}
	if (errno != EMFILE && errno != ENFILE && errno != ENOBUFS && errno != ENOMEM)
		return;
	warnsys(r->x, "unable to accept a client, waiting until a script has ended");
	r->full = 1;
	if (r->n)
		loop_fd_drop(&r->loop, &r->clients);
}

/* Clients that have not asked yet need no answer any more, when this is the end. */
static void stop_all(struct rcrunner *r, int sig, int end)
{
	for (struct rcsession *s = r->all, *next; s; s = next) {
		next = s->next;
		if (s->pid)
			rcsession_stop(s, sig);
		else if (end)
			rcsession_abandon(s);
	}
}

static void on_signal(void *arg, int sig)
{
	struct rcrunner *r = arg;
	int end = sig != SIGHUP;
	r->leaving |= end;
	stop_all(r, sig == SIGABRT ? SIGKILL : SIGTERM, end);
	if (!end)
		return;
	loop_fd_drop(&r->loop, &r->clients);
	if (sig == SIGQUIT || sig == SIGABRT || !r->n)
		loop_leave(&r->loop, 0);
}

static int prepare(struct rcrunner *r)
{
	static int const signals[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGABRT };
	if (loop_open(&r->loop) < 0)
		return -1;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (loop_signal(&r->loop, signals[i], on_signal, r) < 0)
			return -1;
	return 0;
}

static int listen_at(struct rcrunner *r, char const *path)
{
	mode_t mask = umask(0);
	r->socket = ipc_stream_nbcoe();
	int bad = r->socket < 0 || ipc_bind_reuse(r->socket, path) < 0 ||
		  ipc_listen(r->socket, BACKLOG) < 0;
	umask(mask);
	return bad ? -1 : listen_again(r);
}

static struct next run_runner(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rcrunner *r = arena_get(x, sizeof *r);
	char const *path = c->arg[0] ? c->arg[0] : "s";
	*r = (struct rcrunner){ .x = x, .compiled = join(x, o->live, "/compiled"), .ended = ended };
	files_raise(&r->files);
	if (o->notify > 2 && coe((int)o->notify) < 0 && errno != EBADF)
		return failsys(x, "unable to use the notification descriptor");
	if (rcrunner_refresh(r) < 0)
		return failsys(x, "unable to open the database of ", r->compiled);
	if (prepare(r) < 0)
		return failsys(x, "unable to prepare for events");
	if (listen_at(r, path) < 0)
		return failsys(x, "unable to listen at ", path);
	if (o->notify > 2) {
		fd_write((int)o->notify, "\n", 1);
		fd_close((int)o->notify);
	}
	rest(r);
	int code = loop_run(&r->loop);
	loop_close(&r->loop);
	return code < 0 ? failsys(x, "unable to wait for events") : leave(code);
}

struct cmd const cmd_s6_rc_oneshot_runner = {
	.name = "s6-rc-oneshot-runner",
	.brief = "run the scripts of oneshots, for s6-rc",
	.form = "[path]",
	OPTS(struct opts, opts, .live = "../..", .notify = 3),
	.traits = FRESH,
	.run = run_runner,
	.operands = "path: the socket it listens at (default: s)",
	.exits = "0 after a signal",
	.help = "The service s6rc-oneshot-runner of every compiled directory runs this, in its service directory. A "
		"client, which must be root, of group 0, or of the same user, asks as s6-sudo does, with the "
		"arguments up, down, reload or condition, and a number. The script runs with our "
		"environment, RC_NAME in it, and with the client's stdin, stdout and stderr; one that is ours runs "
		"without an exec. When the client leaves, the script gets SIGTERM and SIGCONT. SIGHUP sends "
		"these to all scripts; SIGTERM too, and leaves when they have ended; SIGQUIT leaves at once.",
	.example = "s6-rc-oneshot-runner",
};
