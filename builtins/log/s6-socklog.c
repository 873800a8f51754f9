/* s6-socklog.c - messages of syslog, from a socket to stdout. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/ip46.h>
#include <skalibs/socket.h>
#include <skalibs/types.h>
#include <sys/socket.h>

#include "account.h"
#include "builtin.h"
#include "loglines.h"
#include "logready.h"
#include "loop.h"
#include "priority.h"

enum { SIZE_MIN = 76, SIZE_LIMIT = 1048576, FULL = 1 << 18, PORT = 514, GONE = 99 };

struct opts {
	unsigned int notify, uid, gid, size, patience;
	int raw, from_env, has_uid, has_gid;
	char const *groups, *path, *address;
};

static struct opt const opts[] = {
	NUM('d', "notify", struct opts, notify, 1 << 20, "fd",
		"write a newline to this descriptor when ready, and close it"),
	SET('r', "raw", struct opts, raw, 1, "leave the numbers of facility and level as they are"),
	SET('U', "env", struct opts, from_env, 1,
		"become who UID, GID and GIDLIST say; they must be set"),
	NUM('u', "uid", struct opts, uid, UINT32_MAX, "uid", "the user to become",
		ALSO(struct opts, has_uid, 1)),
	NUM('g', "gid", struct opts, gid, UINT32_MAX, "gid", "the group to become",
		ALSO(struct opts, has_gid, 1)),
	STR('G', "groups", struct opts, groups, "gids",
		"the supplementary groups, with commas between"),
	NUM('l', "limit", struct opts, size, UINT32_MAX, "bytes",
		"cut longer messages (default 1024, 76 to 1048576)"),
	NUM('t', "timeout", struct opts, patience, 1 << 30, "ms",
		"how long to try to write what is left when ending (default 0: for ever)"),
	STR('x', "socket", struct opts, path, "path", "the socket to make (default /dev/log)"),
	STR('i', "address", struct opts, address, "address",
		"listen to UDP instead: an address, and perhaps an underscore and a port (default 514)"),
	{ 0 },
};

struct daemon {
	struct ctx *x;
	struct opts const *o;
	struct loop loop;
	struct watch in, out;
	struct timer deadline;
	int socket, inet, ending;
	ip46 local;
	uint16_t port;
	char *message;
	stralloc lines;
};

/* Where to listen. */
static int read_address(struct daemon *d, char const *text)
{
	size_t n = ip46_scan(text, &d->local);
	int ok = n && (!text[n] || text[n] == '_' || (text[n] == ':' && !ip46_is6(&d->local)));
	d->inet = 1;
	d->port = PORT;
	return ok && (!text[n] || uint160_scan(text + n + 1, &d->port));
}

static struct next listen_to_address(struct daemon *d)
{
	if (!read_address(d, d->o->address))
		return fail(d->x, "invalid address: ", d->o->address);
	d->socket = socket_udp46_nbcoe(ip46_is6(&d->local));
	if (d->socket < 0 || socket_bind46_reuse(d->socket, &d->local, d->port) < 0)
		return failsys(d->x, "unable to listen to ", d->o->address);
	return chain(0);
}

static struct next listen_to_path(struct daemon *d)
{
	d->socket = ipc_datagram_nbcoe();
	if (d->socket < 0 || ipc_bind_reuse_perms(d->socket, d->o->path, 0777) < 0)
		return failsys(d->x, "unable to make the socket ", d->o->path);
	return chain(0);
}

/* Who to be. */
static struct next gather(struct ctx *x, struct opts const *o, struct account *a)
{
	char const *wrong = 0, *list = o->groups;
	if (o->from_env) {
		wrong = account_env(x, "UID", &a->uid);
		if (!wrong)
			wrong = account_env(x, "GID", &a->gid);
		if (!wrong && !list && !(list = env_value(x, "GIDLIST")))
			wrong = "GIDLIST is not set";
	}
	if (wrong)
		return fail(x, wrong);
	if (o->has_uid)
		a->uid = o->uid;
	if (o->has_gid)
		a->gid = o->gid;
	int ok = list ? account_groups(list, &a->groups) : 1;
	if (ok < 0)
		return failsys(x, "unable to read the list of groups");
	return ok ? chain(0) : fail(x, "invalid list of groups: ", list);
}

static struct next become(struct ctx *x, struct opts const *o, struct account const *a)
{
	int parts = (o->from_env ? ACCOUNT_ALL : 0) | (o->has_uid ? ACCOUNT_UID : 0) |
		    (o->has_gid ? ACCOUNT_GID : 0) | (o->groups ? ACCOUNT_GROUPS : 0);
	char const *what = account_become(a, parts);
	return what ? failsys(x, "unable to ", what) : chain(0);
}

/* Lines. */
static int add_sender(stralloc *to, ip46 const *from, uint16_t port)
{
	char text[IP46_FMT + UINT16_FMT + 3];
	size_t n = ip46_fmt(text, from);
	text[n++] = '_';
	n += uint16_fmt(text + n, port);
	text[n++] = ':';
	text[n++] = ' ';
	return stralloc_catb(to, text, n);
}

/* What is inside a message and would end a line is no end. */
static void flatten(char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!s[i] || s[i] == '\n')
			s[i] = '~';
}

static int add_message(struct daemon *d, size_t len)
{
	int cut = len > d->o->size;
	char *s = d->message;
	while (len && (!s[len - 1] || s[len - 1] == '\n'))
		len--;
	flatten(s, len);
	int n = d->o->raw ? 0 : priority_add(&d->lines, s, len);
	return n >= 0 && stralloc_catb(&d->lines, s + n, len - (size_t)n) &&
	       stralloc_cats(&d->lines, cut ? "...\n" : "\n");
}

/* Takes one message; returns whether there was one, or -1 with errno. */
static int take_message(struct daemon *d)
{
	ip46 from = d->local;
	uint16_t port = 0;
	size_t room = d->o->size + 1, had = d->lines.len;
	ssize_t n = d->inet ? socket_recv46(d->socket, d->message, room, &from, &port)
			    : recv(d->socket, d->message, room, 0);
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ||
			     errno == ECONNREFUSED))
		return 0;
	if (n < 0)
		return -1;
	if ((!d->inet || add_sender(&d->lines, &from, port)) && add_message(d, (size_t)n))
		return 1;
	d->lines.len = had;
	return -1;
}

static void receive(void *daemon)
{
	struct daemon *d = daemon;
	int r = 1;
	while (r > 0 && d->lines.len < FULL)
		r = take_message(d);
	if (r < 0)
		warnsys(d->x, "unable to receive a message");
}

static void end(struct daemon *d, int code)
{
	loop_leave(&d->loop, code);
}

static void flush_out(void *daemon)
{
	struct daemon *d = daemon;
	int left = d->lines.len ? lines_drain(&d->lines, 1) : 0;
	if (left < 0) {
		warnsys(d->x, "unable to write to stdout");
		return end(d, 111);
	}
	if (!left)
		loop_fd_drop(&d->loop, &d->out);
	else if (d->out.fd < 0)
		loop_fd(&d->loop, &d->out, 1, EPOLLOUT, flush_out, d);
}

/* At the end of every turn. Who does not read us makes those who write wait. */
static void turn(void *daemon)
{
	struct daemon *d = daemon;
	if (d->lines.len && d->out.fd < 0)
		flush_out(d);
	int full = d->lines.len >= FULL || d->ending;
	if (full)
		loop_fd_drop(&d->loop, &d->in);
	else if (d->in.fd < 0)
		loop_fd(&d->loop, &d->in, d->socket, EPOLLIN, receive, d);
	if (d->ending && !d->lines.len)
		end(d, 0);
}

static void too_late(void *daemon)
{
	end(daemon, GONE);
}

/* What has come so far is written. */
static void on_term(void *daemon, int sig)
{
	struct daemon *d = daemon;
	(void)sig;
	if (d->ending)
		return;
	d->ending = 1;
	receive(d);
	if (d->o->patience)
		loop_in(&d->loop, &d->deadline, d->o->patience, too_late, d);
}

static void ignore(void *daemon, int sig)
{
	(void)daemon;
	(void)sig;
}

static struct next serve(struct daemon *d)
{
	if (loop_open(&d->loop) < 0 || loop_signal(&d->loop, SIGTERM, on_term, d) < 0 ||
		loop_signal(&d->loop, SIGPIPE, ignore, d) < 0 ||
		loop_fd(&d->loop, &d->in, d->socket, EPOLLIN, receive, d) < 0)
		return failsys(d->x, "unable to wait for events");
	d->loop.on_turn = turn;
	d->loop.turn_arg = d;
	int flags = lines_ready(1);
	logready_tell(d->o->notify);
	int code = loop_run(&d->loop);
	if (flags >= 0)
		fcntl(1, F_SETFL, flags);
	loop_close(&d->loop);
	return code < 0 ? failsys(d->x, "unable to wait") : leave(code);
}

static struct next run_socklog(struct ctx *x, struct call const *c)
{
	struct opts o = *(struct opts const *)c->opt;
	struct account a = ACCOUNT_ZERO;
	o.size = o.size < SIZE_MIN ? SIZE_MIN : o.size > SIZE_LIMIT ? SIZE_LIMIT : o.size;
	struct daemon *d = arena_get(x, sizeof *d);
	*d = (struct daemon){ .x = x, .o = &o, .in.fd = -1, .out.fd = -1 };
	d->message = arena_get(x, o.size + 1);
	struct next n = logready_check(x, o.notify);
	if (n.how != NEXT_EXIT)
		n = gather(x, &o, &a);
	if (n.how != NEXT_EXIT)
		n = o.address ? listen_to_address(d) : listen_to_path(d);
	if (n.how != NEXT_EXIT)
		n = become(x, &o, &a);
	account_free(&a);
	return n.how == NEXT_EXIT ? n : serve(d);
}

struct cmd const cmd_s6_socklog = {
	.name = "s6-socklog",
	.brief = "listen to messages of syslog on a socket and write them to stdout",
	.form = "[ignored...]",
	OPTS(struct opts, opts, .size = 1024, .path = "/dev/log"),
	.traits = LEAF | FRESH,
	.run = run_socklog,
	.exits = "0 after SIGTERM, 99 if not everything could be written in time",
	.help = "A message is a datagram. Newlines and NULs at its end are dropped, others become ~. "
		"What is cut ends in three dots. With -i every line begins with the address and the "
		"port that the message is from, as in 10.0.0.7_514. After SIGTERM what has come so far "
		"is still written.",
	.example = "s6-socklog -U -t 3000",
};
