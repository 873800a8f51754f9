/* s6-rc-oneshot-runner.c - run the scripts of oneshots, as children of the supervision tree. */
#include "builtin.h"

#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/socket.h>
#include <skalibs/types.h>
#include <skalibs/uint32.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "files.h"
#include "ipc.h"
#include "loop.h"
#include "rcscripts.h"
#include "sudo.h"

enum { REQUEST_MS = 30000, BACKLOG = 4096 };

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

struct runner {
	struct ctx *x;
	char const *compiled;
	struct rcdb db;
	struct stat known; /* the file that is mapped */
	struct loop loop;
	struct watch clients;
	struct rlimit files;
	int socket, full, leaving;
	uint32_t n;
	struct session *all, *spare;
};

/* A client: first it is listened to, then its script runs. */
struct session {
	struct runner *r;
	struct session *next, *before;
	int fd, greeted;
	pid_t pid;
	struct watch watch;
	struct timer timer;
	struct child child;
	struct sudo_receiver receiver;
	struct sudo_request request;
};

static void on_clients(void *arg);

static int listen_again(struct runner *r)
{
	r->full = 0;
	return loop_fd(&r->loop, &r->clients, r->socket, EPOLLIN, on_clients, r);
}

static void session_link(struct runner *r, struct session *s)
{
	s->before = 0;
	s->next = r->all;
	if (r->all)
		r->all->before = s;
	r->all = s;
	r->n++;
}

static void close_client(struct session *s)
{
	loop_timer_drop(&s->r->loop, &s->timer);
	loop_fd_drop(&s->r->loop, &s->watch);
	if (s->fd >= 0)
		fd_close(s->fd);
	s->fd = -1;
}

static void session_end(struct session *s)
{
	struct runner *r = s->r;
	close_client(s);
	if (s->next)
		s->next->before = s->before;
	*(s->before ? &s->before->next : &r->all) = s->next;
	s->next = r->spare;
	r->spare = s;
	r->n--;
	if (r->full && !r->leaving)
		listen_again(r);
	if (r->leaving && !r->n)
		loop_leave(&r->loop, 0);
}

/* What is said fits into the empty buffer of a socket; a client that is gone is seen elsewhere. */
static void say(struct session *s, char const *text, size_t len)
{
	if (s->fd >= 0)
		sudo_write(s->fd, text, len, 0);
}

/* Whether the script has begun, ERR telling why not; and before that the greeting, unless it was given. */
static void answer(struct session *s, int err)
{
	char text[SUDO_GREETING + 1] = SUDO_SERVER;
	text[SUDO_GREETING] = (char)err;
	size_t from = s->greeted ? SUDO_GREETING : 0;
	s->greeted = 1;
	say(s, text + from, sizeof text - from);
}

static void tell_end(struct session *s, int wstat)
{
	char status[SUDO_STATUS];
	uint32_pack_big(status, (uint32_t)wstat);
	say(s, status, sizeof status);
}

static void on_end(void *arg, int wstat)
{
	struct session *s = arg;
	s->pid = 0;
	tell_end(s, wstat);
	session_end(s);
}

static void stop_script(struct session *s, int sig)
{
	if (!s->pid)
		return;
	kill(s->pid, sig);
	kill(s->pid, SIGCONT);
}

/* A client has nothing more to say. When it is gone, so is the reason for the script. */
static void on_client_gone(void *arg)
{
	struct session *s = arg;
	char b[64];
	ssize_t n = read(s->fd, b, sizeof b);
	if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)))
		return;
	close_client(s);
	stop_script(s, SIGTERM);
}

static void close_request(struct session *s)
{
	for (int i = 0; i < SUDO_FDS; i++)
		fd_close(s->request.fd[i]);
}

/* What the script does first: nothing of ours is left to it. */
static int set_up(void *arg)
{
	struct session *s = arg;
	int fd[SUDO_FDS];
	for (int i = 0; i < SUDO_FDS; i++) {
		fd[i] = s->request.fd[i];
		if (fd[i] < SUDO_FDS && (fd[i] = fcntl(fd[i], F_DUPFD, SUDO_FDS)) < 0)
			return -1;
	}
	for (int i = 0; i < SUDO_FDS; i++)
		if (fd_copy(i, fd[i]) < 0)
			return -1;
	close_range(SUDO_FDS, ~0u, 0);
	if (setrlimit(RLIMIT_NOFILE, &s->r->files) < 0)
		return -1;
	return loop_child_signals(&s->r->loop);
}

/* The client is to read why. */
static int explain(struct session *s)
{
	struct ctx *x = s->r->x;
	int own = fcntl(2, F_DUPFD_CLOEXEC, SUDO_FDS);
	if (own >= 0)
		fd_copy(2, s->request.fd[2]);
	int code = spawn_failed(x).code;
	if (own >= 0)
		fd_move(2, own);
	return code << 8;
}

static int is_known(struct runner const *r, struct stat const *st)
{
	return r->db.map && st->st_ino == r->known.st_ino && st->st_dev == r->known.st_dev &&
	       st->st_mtim.tv_sec == r->known.st_mtim.tv_sec &&
	       st->st_mtim.tv_nsec == r->known.st_mtim.tv_nsec;
}

/* Has the database open that is the live one now. 0, or -1 with errno. */
static int refresh(struct runner *r)
{
	struct stat st;
	if (stat(join(r->x, r->compiled, "/" RCDB_FILE), &st) < 0)
		return -1;
	if (is_known(r, &st))
		return 0;
	if (r->db.map)
		rcdb_close(&r->db);
	r->known = st;
	return rcdb_open(&r->db, r->compiled);
}

/* Which script the client wants, of which service. 0, or -1 with errno. */
static int read_request(struct session *s, enum rc_script *which, uint32_t *i)
{
	struct sudo_texts const *args = &s->request.args;
	errno = EINVAL;
	if (args->n != 2 || !uint320_scan(args->s + strlen(args->s) + 1, i))
		return -1;
	*which = rcscript_named(args->s);
	if (*which == RC_SCRIPTS || refresh(s->r) < 0)
		return -1;
	errno = EINVAL;
	return *i < s->r->db.services ? 0 : -1;
}

static pid_t spawn_script(struct session *s, enum rc_script which, uint32_t i)
{
	struct ctx *x = s->r->x;
	struct plan plan = PLAN_NONE;
	plan.setup = set_up;
	plan.arg = s;
	env_set(x, "RC_NAME", rcdb_service_name(&s->r->db, i));
	return spawn(x, rcdb_script(x, &s->r->db, i, which), &plan);
}

/* Runs what the request asks for. */
static void start(struct session *s)
{
	struct ctx *x = s->r->x;
	enum rc_script which = RC_UP;
	uint32_t i = 0;
	int wstat = 0;
	int bad = read_request(s, &which, &i) < 0 ? errno : 0;
	struct env env = env_fork(x);
	if (!bad && rcdb_has_script(&s->r->db, i, which)) {
		s->pid = spawn_script(s, which, i);
		if (s->pid < 0)
			wstat = explain(s);
	}
	env_back(x, env);
	close_request(s);
	answer(s, bad);
	if (s->pid > 0) {
		loop_child(&s->r->loop, &s->child, s->pid, on_end, s);
		return;
	}
	s->pid = 0;
	if (!bad)
		tell_end(s, wstat);
	session_end(s);
}

/* 1 when the request is complete and was dealt with, 0 if there is more to come. */
static int receive(struct session *s)
{
	struct ctx *x = s->r->x;
	struct arena mark = arena_mark(x);
	int r = sudo_receive_some(x, &s->receiver, &s->request);
	if (!r)
		return 0;
	sudo_receiver_free(&s->receiver);
	loop_timer_drop(&s->r->loop, &s->timer);
	if (r > 0)
		start(s);
	else
		session_end(s);
	arena_release(x, mark);
	return 1;
}

static void watch_client(struct session *s, loop_fn *fn)
{
	if (!loop_fd(&s->r->loop, &s->watch, s->fd, EPOLLIN | EPOLLRDHUP, fn, s))
		return;
	warnsys(s->r->x, "unable to watch a client");
	close_client(s);
	stop_script(s, SIGTERM);
	if (!s->pid)
		session_end(s);
}

static void on_request(void *arg)
{
	struct session *s = arg;
	if (!receive(s) || !s->pid)
		return;
	loop_fd_drop(&s->r->loop, &s->watch);
	watch_client(s, on_client_gone);
}

static void on_no_request(void *arg)
{
	struct session *s = arg;
	sudo_receiver_free(&s->receiver);
	session_end(s);
}

/* Ours asks at once. Others wait for the greeting. */
static void begin(struct session *s)
{
	if (receive(s)) {
		if (s->pid)
			watch_client(s, on_client_gone);
		return;
	}
	say(s, SUDO_SERVER, SUDO_GREETING);
	s->greeted = 1;
	loop_in(&s->r->loop, &s->timer, REQUEST_MS, on_no_request, s);
	watch_client(s, on_request);
}

static int may_ask(struct runner *r, int fd)
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

static void meet(struct runner *r, int fd)
{
	struct session *s = r->spare;
	if (s)
		r->spare = s->next;
	else
		s = arena_get(r->x, sizeof *s);
	s->r = r;
	s->fd = fd;
	s->greeted = 0;
	s->pid = 0;
	s->timer.slot = 0;
	s->watch.fd = -1;
	session_link(r, s);
	if (sudo_receiver_init(&s->receiver, fd) < 0)
		session_end(s);
	else
		begin(s);
}

static void on_clients(void *arg)
{
	struct runner *r = arg;
	int fd;
	while ((fd = accept4(r->clients.fd, 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
		if (may_ask(r, fd))
			meet(r, fd);
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
static void stop_all(struct runner *r, int sig, int end)
{
	for (struct session *s = r->all, *next; s; s = next) {
		next = s->next;
		if (s->pid)
			stop_script(s, sig);
		else if (end)
			on_no_request(s);
	}
}

static void on_signal(void *arg, int sig)
{
	struct runner *r = arg;
	int end = sig != SIGHUP;
	r->leaving |= end;
	stop_all(r, sig == SIGABRT ? SIGKILL : SIGTERM, end);
	if (!end)
		return;
	loop_fd_drop(&r->loop, &r->clients);
	if (sig == SIGQUIT || sig == SIGABRT || !r->n)
		loop_leave(&r->loop, 0);
}

static int prepare(struct runner *r)
{
	static int const signals[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGABRT };
	if (loop_open(&r->loop) < 0)
		return -1;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (loop_signal(&r->loop, signals[i], on_signal, r) < 0)
			return -1;
	return 0;
}

static int listen_at(struct runner *r, char const *path)
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
	struct runner *r = arena_get(x, sizeof *r);
	char const *path = c->arg[0] ? c->arg[0] : "s";
	*r = (struct runner){ .x = x, .compiled = join(x, o->live, "/compiled") };
	files_raise(&r->files);
	if (o->notify > 2 && coe((int)o->notify) < 0 && errno != EBADF)
		return failsys(x, "unable to use the notification descriptor");
	if (refresh(r) < 0)
		return failsys(x, "unable to open the database of ", r->compiled);
	if (prepare(r) < 0)
		return failsys(x, "unable to prepare for events");
	if (listen_at(r, path) < 0)
		return failsys(x, "unable to listen at ", path);
	if (o->notify > 2) {
		fd_write((int)o->notify, "\n", 1);
		fd_close((int)o->notify);
	}
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
