/* s6-fdholderd.c - hold descriptors for clients of the socket that is stdin. */
#include "builtin.h"

#include <limits.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/error.h>
#include <skalibs/sig.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "fdpeer.h"

enum { CLIENTS_MAX = 256, ACCEPT_AGAIN_MS = 100 };

struct opts {
	int notify, compiled;
	unsigned int verbosity, clients, most, ms, stop_ms;
	char const *rules;
};

static struct opt const opts[] = {
	SET('1', "notify", struct opts, notify, 1,
		"write a newline to stdout, and close it, when clients are listened to"),
	NUM('v', "verbosity", struct opts, verbosity, INT_MAX, "n",
		"0: say nothing; 1: what goes wrong (default); 2: who is refused and what is forgotten too"),
	NUM('c', "clients-max", struct opts, clients, INT_MAX, "n",
		"serve at most this many clients at a time (default: 16; at most 256)"),
	NUM('n', "fds-max", struct opts, most, INT_MAX, "n",
		"hold at most this many descriptors (default: 1000)"),
	NUM('t', "timeout", struct opts, ms, INT_MAX, "ms",
		"drop a client that stops in the middle for this many milliseconds (default: 0, never)"),
	NUM('T', "stop-timeout", struct opts, stop_ms, INT_MAX, "ms",
		"after SIGTERM, give clients this many milliseconds to finish (default: 0, no limit)"),
	STR('i', "rulesdir", struct opts, rules, "dir", "who may do what stands in this directory",
		ALSO(struct opts, compiled, 0)),
	STR('x', "rulesfile", struct opts, rules, "cdb",
		"the same, compiled by s6-accessrules-cdb-from-fs", ALSO(struct opts, compiled, 1)),
	{ 0 },
};

struct client {
	struct server *s;
	struct fdpeer peer;
	struct watch watch;
	uint32_t events; /* what watch waits for */
	struct timer timer;
	struct client *prev, *next;
};

struct server {
	struct ctx *x;
	struct opts const *o;
	struct loop loop;
	struct rules rules;
	struct fdholder holder;
	struct watch door;
	struct timer door_timer;
	struct client *clients;
	unsigned int n, most_clients;
	int stopping;
	struct timer stop_timer;
};

static void accept_one(void *arg);

static void open_door(void *server)
{
	struct server *s = server;
	if (!s->stopping && s->n < s->most_clients && s->door.fd < 0 &&
		loop_fd(&s->loop, &s->door, 0, EPOLLIN, accept_one, s) < 0)
		warnsys(s->x, "unable to wait for clients");
}

static void drop(void *client)
{
	struct client *c = client;
	struct server *s = c->s;
	*(c->prev ? &c->prev->next : &s->clients) = c->next;
	if (c->next)
		c->next->prev = c->prev;
	loop_fd_drop(&s->loop, &c->watch);
	loop_timer_drop(&s->loop, &c->timer);
	fdpeer_close(&c->peer);
	free(c);
	s->n--;
	open_door(s);
	if (s->stopping && !s->n)
		loop_leave(&s->loop, 0);
}

static void talk(void *arg);

static int wait_for(struct client *c)
{
	struct server *s = c->s;
	uint32_t events = fdpeer_sent(&c->peer) ? EPOLLIN : EPOLLOUT;
	int fd = unixmessage_sender_fd(&c->peer.io.out);
	if (events != c->events) {
		loop_fd_drop(&s->loop, &c->watch);
		if (loop_fd(&s->loop, &c->watch, fd, c->events = events, talk, c) < 0)
			return -1;
	}
	loop_timer_drop(&s->loop, &c->timer);
	return s->o->ms && fdpeer_busy(&c->peer) ? loop_in(&s->loop, &c->timer, s->o->ms, drop, c)
						 : 0;
}

static void talk(void *arg)
{
	struct client *c = arg;
	if (fdpeer_talk(&c->peer) < 0 || (c->s->stopping && !fdpeer_busy(&c->peer)) ||
		wait_for(c) < 0)
		drop(c);
}

/* Whether the rules let the client at FD in. */
static int let_in(struct server *s, int fd, struct fdrights *rights)
{
	struct ucred who;
	socklen_t len = sizeof who;
	char uid[DECIMAL], gid[DECIMAL];
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) < 0)
		return 0;
	int r = fdrights_read(s->x, rights, &s->rules, who.uid, who.gid);
	decimal(uid, who.uid);
	decimal(gid, who.gid);
	if (r < 0 && s->o->verbosity)
		warnsys(s->x, "unable to read the rules for user ", uid, " and group ", gid);
	if (!r && s->o->verbosity > 1)
		info(s->x, "refused user ", uid, " and group ", gid);
	return r > 0;
}

static void welcome(struct server *s, int fd, struct fdrights *rights)
{
	struct client *c = calloc(1, sizeof *c);
	if (!c) {
		fdrights_free(rights);
		fd_close(fd);
		return;
	}
	c->s = s;
	c->next = s->clients;
	if (s->clients)
		s->clients->prev = c;
	s->clients = c;
	c->watch.fd = -1;
	fdpeer_open(&c->peer, &s->holder, rights, fd);
	if (++s->n == s->most_clients)
		loop_fd_drop(&s->loop, &s->door);
	if (wait_for(c) < 0)
		drop(c);
}

/* What is wrong may stay so for some time. */
static void cannot_accept(struct server *s)
{
	if (error_isagain(errno) || errno == ECONNABORTED)
		return;
	if (s->o->verbosity)
		warnsys(s->x, "unable to accept a client");
	loop_fd_drop(&s->loop, &s->door);
	loop_in(&s->loop, &s->door_timer, ACCEPT_AGAIN_MS, open_door, s);
}

static void accept_one(void *arg)
{
	struct server *s = arg;
	struct fdrights rights;
	int fd = accept4(0, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0) {
		cannot_accept(s);
		return;
	}
	if (let_in(s, fd, &rights))
		welcome(s, fd, &rights);
	else
		fd_close(fd);
}

static void forgot(void *arg, char const *id)
{
	struct server *s = arg;
	if (s->o->verbosity > 1)
		info(s->x, "forgot ", id, ": its time is up");
}

static void out_of_time(void *arg)
{
	struct server *s = arg;
	loop_leave(&s->loop, 0);
}

static void stop(void *arg, int sig)
{
	struct server *s = arg;
	(void)sig;
	s->stopping = 1;
	loop_fd_drop(&s->loop, &s->door);
	for (struct client *c = s->clients, *next; c; c = next) {
		next = c->next;
		if (!fdpeer_busy(&c->peer))
			drop(c);
	}
	if (!s->n || (s->o->stop_ms &&
			     loop_in(&s->loop, &s->stop_timer, s->o->stop_ms, out_of_time, s) < 0))
		loop_leave(&s->loop, 0);
}

static void read_again(void *arg, int sig)
{
	struct server *s = arg;
	(void)sig;
	if (fdrights_rules(&s->rules, s->o->rules, s->o->compiled) < 0 && s->o->verbosity)
		warnsys(s->x, "unable to read ", s->o->rules);
}

static struct next make_room(struct server *s)
{
	s->most_clients = s->o->clients < CLIENTS_MAX ? s->o->clients : CLIENTS_MAX;
	s->most_clients += !s->most_clients;
	int room = fdholder_room(s->most_clients);
	if (room < 0)
		return failsys(s->x, "unable to hold descriptors");
	s->holder.max = s->o->most < (unsigned int)room ? s->o->most : (unsigned int)room;
	if (fdholder_init(&s->holder) < 0)
		return failsys(s->x, "unable to make room for descriptors");
	return chain(0);
}

static struct next prepare(struct server *s)
{
	struct stat st;
	if (!s->o->rules)
		return fail(s->x, "no access rules: option -i or -x is needed");
	if (fstat(0, &st) < 0)
		return failsys(s->x, "unable to use stdin");
	if (!S_ISSOCK(st.st_mode))
		return fail(s->x, "stdin is not a socket");
	if (fdrights_rules(&s->rules, s->o->rules, s->o->compiled) < 0)
		return failsys(s->x, "unable to read ", s->o->rules);
	return make_room(s);
}

static struct next listen_to_all(struct server *s)
{
	struct loop *l = &s->loop;
	s->holder.loop = l;
	s->holder.forgot = forgot;
	s->holder.arg = s;
	s->door.fd = -1;
	if (ndelay_on(0) < 0 || loop_open(l) < 0 || loop_signal(l, SIGTERM, stop, s) < 0 ||
		loop_signal(l, SIGHUP, read_again, s) < 0 || !sig_ignore(SIGPIPE))
		return failsys(s->x, "unable to prepare");
	open_door(s);
	if (s->o->notify) {
		fd_write(1, "\n", 1);
		fd_close(1);
	}
	return chain(0);
}

static struct next run_fdholderd(struct ctx *x, struct call const *c)
{
	struct server *s = arena_get(x, sizeof *s);
	memset(s, 0, sizeof *s);
	s->x = x;
	s->o = c->opt;
	struct next n = prepare(s);
	if (n.how == NEXT_CHAIN)
		n = listen_to_all(s);
	if (n.how == NEXT_EXIT)
		return n;
	int code = loop_run(&s->loop);
	return code < 0 ? failsys(x, "unable to wait") : leave(code);
}

struct cmd const cmd_s6_fdholderd = {
	.name = "s6-fdholderd",
	.brief = "hold descriptors for clients of the socket that is stdin",
	.says = "hold descriptors for clients of the socket that is stdin, as the rules in "
		"[--rulesdir|<--rulesdir>|<--rulesfile>] allow",
	.form = "",
	OPTS(struct opts, opts, .verbosity = 1, .clients = 16, .most = 1000),
	.traits = LEAF | FRESH,
	.run = run_fdholderd,
	.exits = "0 after SIGTERM",
	.help = "Nobody may do anything that the rules do not allow. The rule for a client is the first of "
		"uid/self (its user is the server's), uid/N, gid/self, gid/N and uid/default that there is "
		"in the rules directory. With a file allow in it the client may connect, with deny it may "
		"not. Its directory env has what more it may do, in files as s6-envdir reads them: "
		"S6_FDHOLDER_STORE_REGEX and S6_FDHOLDER_RETRIEVE_REGEX, extended regular expressions for "
		"the identifiers it may store or delete, or retrieve; S6_FDHOLDER_LIST, S6_FDHOLDER_GETDUMP "
		"and S6_FDHOLDER_SETDUMP, which hold anything, a newline is enough.\n\n"
		"A rules directory is read when a client connects, a file when the server starts and "
		"again on SIGHUP. On SIGTERM the server lets its clients finish and leaves; all it holds "
		"is lost then, so hand it to another server before with s6-fdholder-transferdump.",
	.example = "s6-ipcserver-socketbinder /run/fdholder/s s6-fdholderd -1 -i rules",
};
