/* s6-ioconnect.c - pass on what comes in, both ways. */
#include "builtin.h"

#include <limits.h>
#include <poll.h>
#include <skalibs/djbunix.h>
#include <skalibs/sig.h>
#include <sys/socket.h>

struct opts {
	unsigned int ms, from, to;
	int ignored;
};

static struct opt const opts[] = {
	NUM('t', "timeout", struct opts, ms, INT_MAX, "ms",
		"leave with 1 when nothing comes for this many milliseconds (default: 0, wait for ever)"),
	NUM('r', "read", struct opts, from, 1 << 20, "fd",
		"the descriptor to read what goes to stdout from (default: 6)"),
	NUM('w', "write", struct opts, to, 1 << 20, "fd",
		"the descriptor to write what comes from stdin to (default: 7)"),
	SET('0', 0, struct opts, ignored, 1, "does nothing, for older scripts"),
	SET('1', 0, struct opts, ignored, 1, "does nothing, for older scripts"),
	SET('6', 0, struct opts, ignored, 1, "does nothing, for older scripts"),
	SET('7', 0, struct opts, ignored, 1, "does nothing, for older scripts"),
	{ 0 },
};

/* What can be written after poll() says so without blocking; descriptors stay as they are. */
enum { CHUNK = 4096, TIMED_OUT = 1 };
_Static_assert(CHUNK <= PIPE_BUF, "a pipe takes a chunk in one piece");

struct way {
	int from, to; /* -1 when nothing more comes, or goes */
	int shared;   /* `to` is what the other way reads too: it cannot be closed */
	size_t start, len;
	char b[CHUNK];
};

static void end_way(struct way *w)
{
	shutdown(w->to, SHUT_WR);
	if (!w->shared)
		fd_close(w->to);
	w->from = w->to = -1;
}

/* 0, or -1 with errno. */
static int fill(struct way *w)
{
	ssize_t n = read(w->from, w->b, sizeof w->b);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	w->start = 0;
	w->len = (size_t)n;
	if (!n)
		end_way(w);
	return 0;
}

/* The same. Nobody who reads is no trouble: what would come is not read any more. */
static int flush(struct way *w)
{
	ssize_t n = write(w->to, w->b + w->start, w->len);
	if (n >= 0) {
		w->start += (size_t)n;
		w->len -= (size_t)n;
	} else if (errno == EPIPE) {
		shutdown(w->from, SHUT_RD);
		end_way(w);
	} else if (errno != EAGAIN && errno != EINTR) {
		return -1;
	}
	return 0;
}

/* What a way waits for: to be rid of what it has, or more. */
static struct pollfd wish(struct way const *w)
{
	return (struct pollfd){ .fd = w->len && w->to >= 0 ? w->to : w->from,
		.events = w->len ? POLLOUT : POLLIN };
}

static int move(struct way *w, struct pollfd const *p)
{
	if (p->fd < 0 || !p->revents)
		return 0;
	return p->events == POLLOUT ? flush(w) : fill(w);
}

/* Returns an exit code, or -1 with errno. */
static int connect_ways(struct way *w, int ms)
{
	while (w[0].to >= 0 || w[1].to >= 0) {
		struct pollfd p[] = { wish(w), wish(w + 1) };
		int n = poll(p, 2, ms);
		if (!n)
			return TIMED_OUT;
		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0 && (move(w, p) < 0 || move(w + 1, p + 1) < 0))
			return -1;
	}
	return 0;
}

static struct next run_ioconnect(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct way *w = arena_get(x, 2 * sizeof *w);
	w[0] = (struct way){ .from = 0, .to = (int)o->to, .shared = o->to == o->from };
	w[1] = (struct way){ .from = (int)o->from, .to = 1 };
	sig_ignore(SIGPIPE);
	int code = connect_ways(w, o->ms ? (int)o->ms : -1);
	return code < 0 ? failsys(x, "unable to pass on what comes") : leave(code);
}

struct cmd const cmd_s6_ioconnect = {
	.name = "s6-ioconnect",
	.brief = "pass on what comes in, both ways: from stdin to 7, and from 6 to stdout",
	.says = "pass on what comes on stdin to [-w|<-w>|7], and what comes on [-r|<-r>|6] to stdout",
	.form = "",
	OPTS(struct opts, opts, .from = 6, .to = 7),
	.traits = LEAF,
	.run = run_ioconnect,
	.exits = "1 when nothing came for the time that -t says",
	.help = "Leaves when both ways have come to their end. Sockets are shut down, so that the other side "
		"sees the end of what it reads.",
	.example = "s6-ipcclient /run/socket s6-ioconnect",
};
