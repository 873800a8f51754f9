/* rcsession.c - a client of the oneshot runner, from its request to the end of its script. */
#include "rcrunner.h"

#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <skalibs/uint32.h>

#include "closerange.h"
#include "rcscripts.h"

enum { REQUEST_MS = 30000 };

static void session_link(struct rcrunner *r, struct rcsession *s)
{
	s->before = 0;
	s->next = r->all;
	if (r->all)
		r->all->before = s;
	r->all = s;
	r->n++;
}

static void close_client(struct rcsession *s)
{
	loop_timer_drop(&s->r->loop, &s->timer);
	loop_fd_drop(&s->r->loop, &s->watch);
	if (s->fd >= 0)
		fd_close(s->fd);
	s->fd = -1;
}

static void session_end(struct rcsession *s)
{
	struct rcrunner *r = s->r;
	close_client(s);
	if (s->next)
		s->next->before = s->before;
	*(s->before ? &s->before->next : &r->all) = s->next;
	s->next = r->spare;
	r->spare = s;
	r->n--;
	r->ended(r);
}

/* What is said fits into the empty buffer of a socket; a client that is gone is seen elsewhere. */
static void say(struct rcsession *s, char const *text, size_t len)
{
	if (s->fd >= 0)
		sudo_write(s->fd, text, len, 0);
}

/* Whether the script has begun, ERR telling why not; and before that the greeting, unless it was given. */
static void answer(struct rcsession *s, int err)
{
	char text[SUDO_GREETING + 1] = SUDO_SERVER;
	text[SUDO_GREETING] = (char)err;
	size_t from = s->greeted ? SUDO_GREETING : 0;
	s->greeted = 1;
	say(s, text + from, sizeof text - from);
}

static void tell_end(struct rcsession *s, int wstat)
{
	char status[SUDO_STATUS];
	uint32_pack_big(status, (uint32_t)wstat);
	say(s, status, sizeof status);
}

static void on_end(void *arg, int wstat)
{
	struct rcsession *s = arg;
	s->pid = 0;
	tell_end(s, wstat);
	session_end(s);
}

void rcsession_stop(struct rcsession *s, int sig)
{
	if (!s->pid)
		return;
	kill(s->pid, sig);
	kill(s->pid, SIGCONT);
}

/* A client has nothing more to say. When it is gone, so is the reason for the script. */
static void on_client_gone(void *arg)
{
	struct rcsession *s = arg;
	char b[64];
	ssize_t n = read(s->fd, b, sizeof b);
	if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)))
		return;
	close_client(s);
	rcsession_stop(s, SIGTERM);
}

static void close_request(struct rcsession *s)
{
	for (int i = 0; i < SUDO_FDS; i++)
		fd_close(s->request.fd[i]);
}

/* What the script does first: nothing of ours is left to it. */
static int set_up(void *arg)
{
	struct rcsession *s = arg;
	int fd[SUDO_FDS];
	for (int i = 0; i < SUDO_FDS; i++) {
		fd[i] = s->request.fd[i];
		if (fd[i] < SUDO_FDS && (fd[i] = fcntl(fd[i], F_DUPFD, SUDO_FDS)) < 0)
			return -1;
	}
	for (int i = 0; i < SUDO_FDS; i++)
		if (fd_copy(i, fd[i]) < 0)
			return -1;
	close_between(SUDO_FDS, ~0u, 0);
	if (setrlimit(RLIMIT_NOFILE, &s->r->files) < 0)
		return -1;
	return loop_child_signals(&s->r->loop);
}

/* The client is to read why. */
static int explain(struct rcsession *s)
{
	struct ctx *x = s->r->x;
	int own = fcntl(2, F_DUPFD_CLOEXEC, SUDO_FDS);
	if (own >= 0)
		fd_copy(2, s->request.fd[2]);
	int code = (int)spawn_warn(x);
	if (own >= 0)
		fd_move(2, own);
	return code << 8;
}

static int is_known(struct rcrunner const *r, struct stat const *st)
{
	return r->db.map && st->st_ino == r->known.st_ino && st->st_dev == r->known.st_dev &&
	       st->st_mtim.tv_sec == r->known.st_mtim.tv_sec &&
	       st->st_mtim.tv_nsec == r->known.st_mtim.tv_nsec;
}

int rcrunner_refresh(struct rcrunner *r)
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
static int read_request(struct rcsession *s, enum rc_script *which, uint32_t *i)
{
	struct sudo_texts const *args = &s->request.args;
	errno = EINVAL;
	if (args->n != 2 || !uint320_scan(args->s + strlen(args->s) + 1, i))
		return -1;
	*which = rcscript_named(args->s);
	if (*which == RC_SCRIPTS || rcrunner_refresh(s->r) < 0)
		return -1;
	errno = EINVAL;
	return *i < s->r->db.services ? 0 : -1;
}

static pid_t spawn_script(struct rcsession *s, enum rc_script which, uint32_t i)
{
	struct ctx *x = s->r->x;
	struct plan plan = PLAN_NONE;
	plan.setup = set_up;
	plan.arg = s;
	return spawn(x, rcscript_words(x, &s->r->db, i, which), &plan);
}

/* Runs what the request asks for. */
static void start(struct rcsession *s)
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
static int receive(struct rcsession *s)
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

static void watch_client(struct rcsession *s, loop_fn *fn)
{
	if (!loop_fd(&s->r->loop, &s->watch, s->fd, EPOLLIN | EPOLLRDHUP, fn, s))
		return;
	warnsys(s->r->x, "unable to watch a client");
	close_client(s);
	rcsession_stop(s, SIGTERM);
	if (!s->pid)
		session_end(s);
}

static void on_request(void *arg)
{
	struct rcsession *s = arg;
	if (!receive(s) || !s->pid)
		return;
	loop_fd_drop(&s->r->loop, &s->watch);
	watch_client(s, on_client_gone);
}

void rcsession_abandon(struct rcsession *s)
{
	sudo_receiver_free(&s->receiver);
	session_end(s);
}

static void on_no_request(void *arg)
{
	rcsession_abandon(arg);
}

/* Ours asks at once. Others wait for the greeting. */
static void begin(struct rcsession *s)
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

void rcsession_meet(struct rcrunner *r, int fd)
{
	struct rcsession *s = r->spare;
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
