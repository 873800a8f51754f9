/* s6-ftrigrd.c - listen to fifodirs for a program that uses libs6, which starts this as its child. */
#include <skalibs/djbunix.h>
#include <skalibs/textclient.h>
#include <skalibs/uint16.h>
#include <skalibs/uint32.h>

#include "ftrig.h"

enum { ID = 2, LISTEN_HEADER = 12, REPEAT = 1, SUBSCRIPTIONS = 1000, PATIENCE = 2 };

/* What either side says first. */
static char const hello[] = "ftrigr v1.0 (b)\n", answer_hello[] = "ftrigr v1.0 (a)\n";

struct subscription {
	uint16_t id;
	int repeat;
	struct ftrig_pattern pattern;
	struct listener listener;
	struct watch watch;
	struct server *s;
	struct subscription *next;
};

/* The three channels are skalibs' own: requests on stdin, answers on stdout, events on the third. */
struct sender {
	textmessage_sender *to;
	struct watch watch;
	struct server *s;
};

struct server {
	struct ctx *x;
	struct loop loop;
	struct watch requests;
	struct sender answers, events;
	struct subscription *all;
	unsigned int n;
};

static void flush(void *sender)
{
	struct sender *to = sender;
	loop_fd_drop(&to->s->loop, &to->watch);
	errno = 0;
	textmessage_sender_flush(to->to);
	if (textmessage_sender_isempty(to->to))
		return;
	if (errno != EAGAIN || loop_fd(&to->s->loop, &to->watch, textmessage_sender_fd(to->to),
				       EPOLLOUT, flush, to) < 0)
		loop_leave(&to->s->loop, 0); /* nobody reads any more */
}

static void say(struct sender *to, char const *s, size_t len)
{
	if (!textmessage_put(to->to, s, len))
		loop_leave(&to->s->loop, 111);
	else if (to->watch.fd < 0)
		flush(to);
}

static void forget(struct subscription *u)
{
	struct subscription **p = &u->s->all;
	while (*p != u)
		p = &(*p)->next;
	*p = u->next;
	u->s->n--;
	loop_fd_drop(&u->s->loop, &u->watch);
	fifodir_unlisten(&u->listener);
	regfree(&u->pattern.compiled);
	stralloc_free(&u->pattern.seen);
	free(u);
}

/* Whether there is more to listen to. */
static int event(struct subscription *u, char e)
{
	char b[ID + 2] = { 0, 0, '!', e };
	if (!ftrig_match(&u->pattern, e))
		return 1;
	uint16_pack_big(b, u->id);
	say(&u->s->events, b, sizeof b);
	u->pattern.matched = 0;
	u->pattern.seen.len = 0;
	return u->repeat;
}

static void take(void *subscription)
{
	struct subscription *u = subscription;
	char b[256];
	for (ssize_t n; (n = read(u->listener.fd, b, sizeof b)) > 0;)
		for (ssize_t i = 0; i < n; i++)
			if (!event(u, b[i])) {
				forget(u);
				return;
			}
}

/* Begins to listen. 0, or what is wrong. */
static int begin(struct subscription *u, char const *path, char const *regex)
{
	struct server *s = u->s;
	if (s->n == SUBSCRIPTIONS)
		return ENFILE;
	if (regcomp(&u->pattern.compiled, regex, REG_EXTENDED | REG_NOSUB))
		return EINVAL;
	int err = fifodir_listen(&u->listener, path) < 0 ? errno : 0;
	if (!err && loop_fd(&s->loop, &u->watch, u->listener.fd, EPOLLIN, take, u) < 0) {
		err = errno;
		fifodir_unlisten(&u->listener);
	}
	if (err) {
		regfree(&u->pattern.compiled);
		return err;
	}
	u->next = s->all;
	s->all = u;
	s->n++;
	return 0;
}

/* REQUEST: options, the lengths of a path and of an expression, and these, each with a NUL behind. */
static int subscribe(struct server *s, uint16_t id, char const *request, size_t len)
{
	uint32_t options, path, regex;
	if (len < LISTEN_HEADER)
		return EPROTO;
	uint32_unpack_big(request, &options);
	uint32_unpack_big(request + 4, &path);
	uint32_unpack_big(request + 8, &regex);
	request += LISTEN_HEADER;
	if ((uint64_t)path + regex + 2 != len - LISTEN_HEADER || request[path] ||
		request[path + 1 + regex])
		return EPROTO;
	struct subscription *u = calloc(1, sizeof *u);
	if (!u)
		return ENOMEM;
	u->s = s;
	u->id = id;
	u->repeat = options & REPEAT;
	u->watch.fd = -1;
	int err = begin(u, request, request + path + 1);
	if (err)
		free(u);
	return err;
}

static int unsubscribe(struct server *s, uint16_t id)
{
	struct subscription *u = s->all;
	while (u && u->id != id)
		u = u->next;
	if (!u)
		return EINVAL;
	forget(u);
	return 0;
}

/* 0, or -1 for what is no request. */
static int serve(struct server *s, struct iovec const *v)
{
	char const *request = v->iov_base;
	uint16_t id;
	if (v->iov_len <= ID || (request[ID] != 'L' && request[ID] != 'U'))
		return -1;
	uint16_unpack_big(request, &id);
	char status = (char)(request[ID] == 'U'
				     ? unsubscribe(s, id)
				     : subscribe(s, id, request + ID + 1, v->iov_len - ID - 1));
	say(&s->answers, &status, 1);
	return 0;
}

static void read_requests(void *server)
{
	struct server *s = server;
	struct iovec v;
	int r = 0;
	while (!s->loop.leaving && (r = textmessage_receive(textmessage_receiver_0, &v)) > 0)
		if (serve(s, &v) < 0) {
			fail(s->x, "there is no such request");
			loop_leave(&s->loop, 100);
		}
	if (r < 0)
		loop_leave(&s->loop, 0);
}

/* Listens to the client, who may have gone already. */
static int prepare(struct server *s)
{
	static int const deadly[] = { SIGHUP, SIGINT, SIGTERM, SIGPIPE };
	s->answers = (struct sender){ .to = textmessage_sender_1, .watch.fd = -1, .s = s };
	s->events = (struct sender){ .to = textmessage_sender_x, .watch.fd = -1, .s = s };
	if (loop_open(&s->loop) < 0)
		return -1;
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		if (loop_stop(&s->loop, deadly[i]) < 0)
			return -1;
	if (loop_fd(&s->loop, &s->requests, 0, EPOLLIN, read_requests, s) < 0)
		return -1;
	read_requests(s);
	return 0;
}

/* Both sides know that they mean each other. */
static int greet(void)
{
	tain deadline;
	tain_now_set_stopwatch_g();
	tain_addsec_g(&deadline, PATIENCE);
	return ndelay_on(0) == 0 && ndelay_on(1) == 0 &&
	       textclient_server_01x_init_g(
		       hello, sizeof hello - 1, answer_hello, sizeof answer_hello - 1, &deadline) &&
	       ndelay_on(textmessage_sender_fd(textmessage_sender_x)) == 0;
}

static struct next run_ftrigrd(struct ctx *x, struct call const *c)
{
	struct server *s = arena_get(x, sizeof *s);
	(void)c;
	memset(s, 0, sizeof *s);
	s->x = x;
	if (!greet())
		return failsys(x, "unable to agree with the client");
	if (prepare(s) < 0)
		return failsys(x, "unable to prepare");
	int code = loop_run(&s->loop);
	while (s->all)
		forget(s->all);
	loop_close(&s->loop);
	return leave(code < 0 ? 111 : code);
}

struct cmd const cmd_s6_ftrigrd = {
	.name = "s6-ftrigrd",
	.brief = "listen to fifodirs for a program that uses libs6",
	.form = "",
	.traits = LEAF | FRESH,
	.run = run_ftrigrd,
	.exits = "0 when the program is gone, 100 when it asks for what there is not",
	.help = "Such programs start this by themselves, as s6-svwait of Debian's s6 does; commands of ours "
		"do without it. Requests come on stdin, answers go to stdout, and events to the descriptor "
		"that the library tells.",
};
