/* s6-ipcserverd.c - run a program for every connection to the socket on stdin. */
#include <fcntl.h>
#include <skalibs/djbunix.h>

#include "builtin.h"
#include "ipcserver.h"

enum { MOST = 16384, AGAIN_MS = 1000 };

struct opts {
	int notify, no_ids;
	unsigned int verbosity, most, most_each;
};

static struct opt const opts[] = {
	SET('1', "notify", struct opts, notify, 1,
		"write a newline to stdout once connections are accepted, and close it"),
	NUM('v', "verbosity", struct opts, verbosity, UINT32_MAX, "n",
		"say more: 0 only errors, 1 who has too many connections (default), 2 everything"),
	SET('P', "no-ids", struct opts, no_ids, 1, "do not ask who the client is"),
	SET('p', "ids", struct opts, no_ids, 0, "ask who the client is (default)"),
	NUM('c', "max", struct opts, most, UINT32_MAX, "n",
		"accept at most this many connections at a time (default: 40, at most 16384)"),
	NUM('C', "user-max", struct opts, most_each, UINT32_MAX, "n",
		"accept at most this many of one user (default: 40, at most what -c says)"),
	{ 0 },
};

struct server {
	struct ctx *x;
	struct ipc_conns conns;
	struct word *prog;
	struct loop loop;
	struct watch listener;
	struct timer again;
};

static void on_client(void *arg);

static void listen_again(void *arg)
{
	struct server *s = arg;
	if (s->listener.fd < 0 && s->conns.n < s->conns.most &&
		loop_fd(&s->loop, &s->listener, 0, EPOLLIN, on_client, s) < 0) {
		warnsys(s->x, "unable to wait for connections");
		loop_leave(&s->loop, 111);
	}
}

static void on_end(void *arg, int wstat)
{
	struct ipc_conn *c = arg;
	struct server *s = c->server;
	ipc_conns_remove(&s->conns, c, wstat);
	if (!s->again.slot)
		listen_again(s);
}

/* The connection is on 0 now. */
static int set_up(void *arg)
{
	struct server *s = arg;
	close(s->loop.epoll);
	close(s->loop.signals);
	return fd_copy(1, 0) < 0 ? -1 : loop_child_signals(&s->loop);
}

static void describe(struct server *s, struct ipc_client const *c)
{
	struct ctx *x = s->x;
	env_set(x, "PROTO", "IPC");
	env_unset(x, "IPCREMOTEEUID");
	env_unset(x, "IPCREMOTEEGID");
	env_set(x, "IPCCONNNUM", "");
	if (!s->conns.no_ids) {
		env_set_number(x, "IPCREMOTEEUID", c->id.uid);
		env_set_number(x, "IPCREMOTEEGID", c->id.gid);
		env_set_number(x, "IPCCONNNUM", c->others + 1);
	}
	env_set(x, "IPCREMOTEPATH", c->path);
}

static pid_t start(struct server *s, struct ipc_client const *c)
{
	struct ctx *x = s->x;
	struct arena mark = arena_mark(x);
	struct env before = env_fork(x);
	struct plan plan = { .close = -1, .from = c->fd, .to = 0, .setup = set_up, .arg = s };
	describe(s, c);
	pid_t pid = spawn(x, words_copy(x, s->prog), &plan);
	if (pid < 0)
		spawn_warn(x);
	env_back(x, before);
	arena_release(x, mark);
	return pid;
}

static void serve(struct server *s, struct ipc_client const *c)
{
	pid_t pid = start(s, c);
	if (pid < 0)
		return;
	struct ipc_conn *conn = ipc_conns_add(&s->conns, c, pid);
	conn->server = s;
	loop_child(&s->loop, &conn->child, pid, on_end, conn);
	if (s->conns.n == s->conns.most)
		loop_fd_drop(&s->loop, &s->listener);
}

/* Whether the client is one to serve. */
static int may_connect(struct server *s, struct ipc_client *c)
{
	socklen_t len = sizeof c->id;
	if (s->conns.no_ids || !getsockopt(c->fd, SOL_SOCKET, SO_PEERCRED, &c->id, &len))
		return ipc_conns_admit(&s->conns, c);
	warnsys(s->x, "unable to find out who the client is");
	return 0;
}

/* A client that has given up meanwhile is none; of anything else there may be less trouble later. */
static void on_trouble(struct server *s)
{
	if (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED)
		return;
	warnsys(s->x, "unable to accept a connection, trying again in a second");
	loop_fd_drop(&s->loop, &s->listener);
	loop_in(&s->loop, &s->again, AGAIN_MS, listen_again, s);
}

static void on_client(void *arg)
{
	struct server *s = arg;
	struct ipc_client c = { .others = 0 };
	int cut;
	c.fd = ipc_accept_coe(0, c.path, sizeof c.path, &cut);
	if (c.fd < 0) {
		on_trouble(s);
		return;
	}
	if (may_connect(s, &c))
		serve(s, &c);
	fd_close(c.fd);
}

static void on_signal(void *arg, int sig)
{
	struct server *s = arg;
	if (s->conns.verbosity > 1)
		info(s->x, sig == SIGHUP ? "SIGHUP: ending all connections" : "leaving");
	if (sig == SIGABRT)
		ipc_conns_signal(&s->conns, SIGKILL);
	if (sig == SIGHUP || sig == SIGQUIT) {
		ipc_conns_signal(&s->conns, SIGTERM);
		ipc_conns_signal(&s->conns, SIGCONT);
	}
	if (sig != SIGHUP)
		loop_leave(&s->loop, 0);
}

static struct next check_stdin(struct ctx *x)
{
	int listens = 0;
	socklen_t len = sizeof listens;
	if (getsockopt(0, SOL_SOCKET, SO_ACCEPTCONN, &listens, &len) < 0)
		return errno == ENOTSOCK ? fail(x, "stdin is not a socket")
					 : failsys(x, "unable to use stdin");
	return listens ? chain(0) : failcode(x, 111, "stdin is a socket that does not listen");
}

/* Says that we are ready. Stdout is closed for whoever waits for that, but not free to be taken. */
static struct next ready(struct ctx *x, int notify)
{
	if (notify && write(1, "\n", 1) < 1)
		return failsys(x, "unable to notify readiness");
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (null < 0 || fd_move(1, null) < 0)
		return failsys(x, "unable to close stdout");
	return chain(0);
}

static void set_limits(struct ipc_conns *s, struct opts const *o)
{
	s->most = !o->most ? 1 : o->most > MOST ? MOST : o->most;
	s->most_each = !o->most_each ? 1 : o->most_each > s->most ? s->most : o->most_each;
	s->verbosity = o->verbosity;
	s->no_ids = o->no_ids;
}

static int prepare(struct server *s)
{
	static int const signals[] = { SIGTERM, SIGHUP, SIGQUIT, SIGABRT };
	ipc_conns_init(&s->conns);
	if (coe(0) < 0 || ndelay_on(0) < 0 || loop_open(&s->loop) < 0)
		return -1;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (loop_signal(&s->loop, signals[i], on_signal, s) < 0)
			return -1;
	return loop_fd(&s->loop, &s->listener, 0, EPOLLIN, on_client, s);
}

static struct next run_ipcserverd(struct ctx *x, struct call const *c)
{
	struct server *s = arena_get(x, sizeof *s);
	struct opts const *o = c->opt;
	*s = (struct server){ .x = x, .conns.x = x, .prog = c->rest };
	set_limits(&s->conns, o);
	struct next n = check_stdin(x);
	if (n.how == NEXT_EXIT)
		return n;
	if (prepare(s) < 0)
		return failsys(x, "unable to prepare for events");
	n = ready(x, o->notify);
	if (n.how == NEXT_EXIT)
		return n;
	if (s->conns.verbosity > 1)
		info(x, "listening");
	ipc_conns_tell(&s->conns);
	int code = loop_run(&s->loop);
	return code < 0 ? failsys(x, "unable to wait for events") : leave(code);
}

struct cmd const cmd_s6_ipcserverd = {
	.name = "s6-ipcserverd",
	.brief = "run a program for every connection to the local socket on stdin",
	.says = "become the server of the local socket on stdin, which for every connection runs:",
	.form = "prog...",
	OPTS(struct opts, opts, .verbosity = 1, .most = 40, .most_each = 40),
	.traits = FRESH,
	.run = run_ipcserverd,
	.exits = "0 when a signal tells it to leave, 100 when stdin is not a socket",
	.help = "The program's stdin and stdout are the connection. PROTO is IPC; IPCREMOTEEUID and "
		"IPCREMOTEEGID are the client's ids (not set with -P), IPCCONNNUM how many connections "
		"its user has, and IPCREMOTEPATH the path of its end, which is mostly empty and may be "
		"anything.\n"
		"\n"
		"SIGTERM ends the server and lets the programs run on. SIGHUP ends the programs, with "
		"SIGTERM and SIGCONT; SIGQUIT ends both; SIGABRT kills the programs and ends the server.",
	.example = "s6-ipcserver-socketbinder /run/my.sock s6-ipcserverd -c 10 my-program",
};
