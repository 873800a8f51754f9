/* s6-fdholderd.c - hold descriptors for clients of the socket that is stdin. */
#include "builtin.h"

#include <limits.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/error.h>
#include <skalibs/unixconnection.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "fdholder.h"

enum { CLIENTS_MAX = 256, RESERVED = 8, DUMP_MAX = 1 << 20 };

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
	unixconnection io;
	struct watch watch;
	uint32_t events; /* what watch waits for */
	struct timer timer;
	struct fdrights rights;
	unsigned int coming; /* items of a dump that have not come yet */
	int lent;            /* descriptors are in an answer that is not sent yet */
	struct client *prev, *next;
};

struct server {
	struct ctx *x;
	struct opts const *o;
	struct loop loop;
	struct rules rules;
	struct fdholder holder;
	struct watch door;
	struct client *clients;
	unsigned int n, most_clients;
	int stopping;
	struct timer stop_timer;
};

/* A message that is being served. */
struct request {
	struct client *c;
	struct fdholder *h;
	struct fdwire_text text;
	unixmessage const *m;
	int kept; /* its descriptors have another owner now */
};

static void accept_one(void *arg);

static void open_door(struct server *s)
{
	if (!s->stopping && s->n < s->most_clients && s->door.fd < 0 &&
		loop_fd(&s->loop, &s->door, 0, EPOLLIN, accept_one, s) < 0)
		warnsys(s->x, "unable to wait for clients");
}

static void drop(struct client *c)
{
	struct server *s = c->s;
	int fd = unixmessage_sender_fd(&c->io.out);
	*(c->prev ? &c->prev->next : &s->clients) = c->next;
	if (c->next)
		c->next->prev = c->prev;
	loop_fd_drop(&s->loop, &c->watch);
	loop_timer_drop(&s->loop, &c->timer);
	unixconnection_free(&c->io);
	fd_close(fd);
	if (c->lent)
		fdholder_lent(&s->holder);
	fdrights_free(&c->rights);
	free(c);
	s->n--;
	open_door(s);
	if (s->stopping && !s->n)
		loop_leave(&s->loop, 0);
}

/* Answers. Each returns 0, or -1 to drop the client. */
static int answer(struct request *r, stralloc *text, int *fds, unsigned int nfds)
{
	unixmessage m = { .s = text->s, .len = text->len, .fds = fds, .nfds = nfds };
	int ok = unixmessage_put(&r->c->io.out, &m);
	stralloc_free(text);
	if (ok && nfds && !r->c->lent) {
		r->c->lent = 1;
		fdholder_lend(r->h);
	}
	return ok ? 0 : -1;
}

static int answer_status(struct request *r, int err)
{
	stralloc text = STRALLOC_ZERO;
	char b = (char)err;
	return stralloc_catb(&text, &b, 1) ? answer(r, &text, 0, 0) : -1;
}

static int serve_store(struct request *r)
{
	struct fdwire_item item;
	if (!fdwire_get_item(&r->text, &item) || r->text.len || r->m->nfds != 1)
		return -1;
	int err = !fdrights_may_store(&r->c->rights, item.id) ? EPERM
		  : fdholder_find(r->h, item.id)              ? EBUSY
		  : r->h->n >= r->h->max                      ? ENFILE
							      : 0;
	if (!err && fdholder_hold(r->h, &item, r->m->fds[0]) < 0)
		err = errno;
	r->kept = !err;
	return answer_status(r, err);
}

/* Reads the identifier that the request ends in. */
static int read_id(struct request *r, char *id)
{
	return fdwire_get_id(&r->text, id) && !r->text.len && !r->m->nfds;
}

static int serve_delete(struct request *r)
{
	char id[FDWIRE_ID + 1];
	if (!read_id(r, id))
		return -1;
	struct held *d = fdholder_find(r->h, id);
	if (!fdrights_may_store(&r->c->rights, id))
		return answer_status(r, EPERM);
	if (!d)
		return answer_status(r, ENOENT);
	fdholder_drop(d);
	return answer_status(r, 0);
}

static int serve_retrieve(struct request *r)
{
	char id[FDWIRE_ID + 1];
	stralloc text = STRALLOC_ZERO;
	int and_delete = r->text.len && *r->text.s;
	r->text.s++;
	r->text.len -= !!r->text.len;
	if (!read_id(r, id))
		return -1;
	struct held *d = fdholder_find(r->h, id);
	if (!fdrights_may_retrieve(&r->c->rights, id) ||
		(and_delete && !fdrights_may_store(&r->c->rights, id)))
		return answer_status(r, EPERM);
	if (!d)
		return answer_status(r, ENOENT);
	if (!stralloc_0(&text) || answer(r, &text, &d->fd, 1) < 0)
		return -1;
	if (and_delete)
		fdholder_drop(d);
	return 0;
}

static int serve_list(struct request *r)
{
	stralloc text = STRALLOC_ZERO;
	if (r->text.len || r->m->nfds)
		return -1;
	if (!r->c->rights.list)
		return answer_status(r, EPERM);
	int ok = stralloc_0(&text) && fdwire_put_number(&text, r->h->n);
	for (struct held *d = r->h->first; ok && d; d = d->next)
		ok = stralloc_catb(&text, d->item.id, strlen(d->item.id) + 1);
	if (ok)
		return answer(r, &text, 0, 0);
	stralloc_free(&text);
	return -1;
}

/* Answers with as many items as one message takes, from D on. Returns the item behind them. */
static struct held *answer_items(struct request *r, struct held *d, int *failed)
{
	stralloc text = STRALLOC_ZERO;
	int fds[FDWIRE_AT_ONCE], ok = 1;
	unsigned int n = 0;
	for (; ok && d && n < FDWIRE_AT_ONCE; d = d->next) {
		fds[n++] = d->fd;
		ok = fdwire_put_item(&text, &d->item.limit, d->item.id);
	}
	if (!ok)
		stralloc_free(&text);
	*failed = !ok || answer(r, &text, fds, n) < 0;
	return d;
}

static int serve_getdump(struct request *r)
{
	stralloc text = STRALLOC_ZERO;
	int failed = 0;
	if (r->text.len || r->m->nfds)
		return -1;
	if (!r->c->rights.getdump)
		return answer_status(r, EPERM);
	if (!stralloc_0(&text) ||
		!fdwire_put_number(&text, fdwire_messages(r->h->n, FDWIRE_AT_ONCE)) ||
		!fdwire_put_number(&text, r->h->n) || answer(r, &text, 0, 0) < 0)
		return -1;
	for (struct held *d = r->h->first; d && !failed;)
		d = answer_items(r, d, &failed);
	return failed ? -1 : 0;
}

static int serve_setdump(struct request *r)
{
	stralloc text = STRALLOC_ZERO;
	unsigned int n;
	if (!fdwire_get_number(&r->text, &n) || r->text.len || r->m->nfds)
		return -1;
	if (!r->c->rights.setdump)
		return answer_status(r, EPERM);
	if (n > r->h->max - r->h->n)
		return answer_status(r, ENFILE);
	if (!stralloc_0(&text) || !fdwire_put_number(&text, fdwire_messages(n, FDWIRE_CHUNK)))
		return -1;
	r->c->coming = n;
	return answer(r, &text, 0, 0);
}

/* Room may be gone since the dump was announced. */
static int hold(struct fdholder *h, struct fdwire_item const *item, int fd)
{
	errno = ENFILE;
	return h->n >= h->max && !fdholder_find(h, item->id) ? -1 : fdholder_hold(h, item, fd);
}

static int serve_items(struct request *r)
{
	struct fdwire_item item;
	unsigned int n = r->m->nfds, i = 0;
	int err = 0;
	if (!n || n > r->c->coming)
		return -1;
	r->kept = 1;
	for (; i < n && !err && fdwire_get_item(&r->text, &item); i++)
		if (hold(r->h, &item, r->m->fds[i]) < 0)
			err = errno, i--;
	for (unsigned int left = i; left < n; left++)
		fd_close(r->m->fds[left]);
	if (!err && (i < n || r->text.len))
		return -1;
	r->c->coming = err ? 0 : r->c->coming - n;
	return answer_status(r, err ? err : r->c->coming ? EAGAIN : 0);
}

static int serve(struct client *c, unixmessage const *m)
{
	static struct {
		char letter;
		int (*serve)(struct request *);
	} const requests[] = {
		{ FDWIRE_STORE, serve_store },
		{ FDWIRE_DELETE, serve_delete },
		{ FDWIRE_RETRIEVE, serve_retrieve },
		{ FDWIRE_LIST, serve_list },
		{ FDWIRE_GETDUMP, serve_getdump },
		{ FDWIRE_SETDUMP, serve_setdump },
		{ FDWIRE_ITEMS, serve_items },
	};
	struct request r = { .c = c, .h = &c->s->holder, .m = m };
	int done = -1;
	size_t i = 0, n = m->len ? sizeof requests / sizeof *requests : 0;
	while (i < n && requests[i].letter != *m->s)
		i++;
	if (i < n && (*m->s == FDWIRE_ITEMS) == !!c->coming) {
		r.text = (struct fdwire_text){ m->s + 1, m->len - 1 };
		done = requests[i].serve(&r);
	}
	if (!r.kept)
		unixmessage_drop(m);
	return done;
}

/* Serves what has come whole. 0, or -1 when the client is gone or talks nonsense. */
static int serve_all(struct client *c)
{
	unixmessage m;
	int r;
	while ((r = unixconnection_receive(&c->io, &m)) > 0)
		if (serve(c, &m) < 0)
			return -1;
	return r;
}

/* Sends what can be sent. 0, or -1 when the client is gone. */
static int flush(struct client *c)
{
	if (unixmessage_sender_isempty(&c->io.out))
		return 0;
	errno = 0;
	unixconnection_flush(&c->io);
	if (!unixmessage_sender_isempty(&c->io.out))
		return error_isagain(errno) ? 0 : -1;
	if (c->lent) {
		c->lent = 0;
		fdholder_lent(&c->s->holder);
	}
	return 0;
}

static int busy(struct client const *c)
{
	return c->coming || !unixmessage_sender_isempty(&c->io.out) ||
	       !unixmessage_receiver_isempty(&c->io.in) || c->io.in.maindata.len;
}

static void too_slow(void *arg)
{
	drop(arg);
}

static void talk(void *arg);

static int wait_for(struct client *c)
{
	struct server *s = c->s;
	uint32_t events = unixmessage_sender_isempty(&c->io.out) ? EPOLLIN : EPOLLOUT;
	int fd = unixmessage_sender_fd(&c->io.out);
	if (events != c->events) {
		loop_fd_drop(&s->loop, &c->watch);
		if (loop_fd(&s->loop, &c->watch, fd, c->events = events, talk, c) < 0)
			return -1;
	}
	loop_timer_drop(&s->loop, &c->timer);
	return s->o->ms && busy(c) ? loop_in(&s->loop, &c->timer, s->o->ms, too_slow, c) : 0;
}

/* A client that does not take its answers is not asked for more. */
static void talk(void *arg)
{
	struct client *c = arg;
	int r = flush(c);
	if (!r && unixmessage_sender_isempty(&c->io.out))
		r = serve_all(c) | flush(c);
	if (r || (c->s->stopping && !busy(c)) || wait_for(c) < 0)
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

static void welcome(struct server *s, int fd, struct fdrights const *rights)
{
	struct client *c = calloc(1, sizeof *c);
	if (!c) {
		fd_close(fd);
		return;
	}
	c->s = s;
	c->rights = *rights;
	c->next = s->clients;
	if (s->clients)
		s->clients->prev = c;
	s->clients = c;
	c->watch.fd = -1;
	unixconnection_init(&c->io, fd, fd);
	if (++s->n == s->most_clients)
		loop_fd_drop(&s->loop, &s->door);
	if (wait_for(c) < 0)
		drop(c);
}

static void accept_one(void *arg)
{
	struct server *s = arg;
	struct fdrights rights;
	int fd = accept4(0, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0) {
		if (!error_isagain(errno) && s->o->verbosity)
			warnsys(s->x, "unable to accept a client");
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
		if (!busy(c))
			drop(c);
	}
	if (!s->n || (s->o->stop_ms &&
			     loop_in(&s->loop, &s->stop_timer, s->o->stop_ms, out_of_time, s) < 0))
		loop_leave(&s->loop, 0);
}

/* Reads the compiled rules, again too; those there are stay when it cannot. 0, or -1 with errno. */
static int read_rules(struct server *s)
{
	cdb new = CDB_ZERO;
	if (!s->o->compiled) {
		s->rules.dir = s->o->rules;
		return 0;
	}
	if (cdb_init(&new, s->o->rules) <= 0)
		return -1;
	cdb_free(&s->rules.cdb);
	s->rules.cdb = new;
	return 0;
}

static void read_again(void *arg, int sig)
{
	struct server *s = arg;
	(void)sig;
	if (read_rules(s) < 0 && s->o->verbosity)
		warnsys(s->x, "unable to read ", s->o->rules);
}

static void ignore(void *arg, int sig)
{
	(void)arg;
	(void)sig;
}

static unsigned int at_most(unsigned int n, unsigned int most)
{
	return n < most ? n : most;
}

/* Leaves room below the limit of open files for clients, for what they send and for the server itself. */
static struct next make_room(struct server *s)
{
	struct rlimit l;
	s->most_clients = at_most(s->o->clients, CLIENTS_MAX);
	s->most_clients += !s->most_clients;
	unsigned int others = s->most_clients + RESERVED;
	if (getrlimit(RLIMIT_NOFILE, &l) < 0)
		return failsys(s->x, "unable to read the limit of open files");
	if (l.rlim_cur <= others)
		return failcode(s->x, 111, "the limit of open files is too low");
	rlim_t room = l.rlim_cur - others;
	s->holder.max = at_most(s->o->most, room < DUMP_MAX ? (unsigned int)room : DUMP_MAX);
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
	if (read_rules(s) < 0)
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
		loop_signal(l, SIGHUP, read_again, s) < 0 || loop_signal(l, SIGPIPE, ignore, s) < 0)
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
