/* diag.c - the one place that knows how a message looks. */
#include "diag.h"

#include <errno.h>
#include <poll.h>
#include <skalibs/types.h>
#include <string.h>
#include <unistd.h>

#include "place.h"

/* PARTS: of the caller's sentence. WHOLE: with all that goes around it. */
enum { MESSAGE = 4096, PARTS = 24, WHOLE = PARTS + 16 };

/* A message in parts. */
struct message {
	char const *part[WHOLE];
	size_t n;
	char row[DECIMAL], col[DECIMAL];
	struct place place;
	int placed;
};

char const *decimal(char *b, unsigned long n)
{
	b[ulong_fmt(b, n)] = 0;
	return b;
}

static void add(struct message *m, char const *s)
{
	m->part[m->n++] = s;
}

/* The place of the operand that PARTS quote, if X stands at the command; else where X stands. */
static uint32_t place_of(struct ctx const *x, char const *const *parts)
{
	if (x->at != x->called.at)
		return x->at;
	for (; *parts; parts++)
		for (unsigned int i = 0; i < x->called.n; i++)
			if (x->called.word[i].s == *parts && x->called.word[i].at)
				return x->called.word[i].at;
	return x->at;
}

static void add_place(struct message *m, struct ctx const *x, uint32_t at)
{
	char const *name[2];
	m->placed = place_find(&x->src, at, &m->place);
	if (!m->placed)
		return;
	place_name(x, name);
	add(m, " (");
	add(m, name[0]);
	add(m, name[1]);
	add(m, ":");
	add(m, decimal(m->row, m->place.row));
	add(m, ":");
	add(m, decimal(m->col, m->place.col));
	add(m, ")");
}

/* How long a part may be for all of them to fit. */
static size_t longest(struct message const *m)
{
	for (size_t cap = MESSAGE;; cap /= 2) {
		size_t len = 1;
		for (size_t i = 0; i < m->n; i++)
			len += strnlen(m->part[i], cap);
		if (len <= MESSAGE)
			return cap;
	}
}

/* Copies S to TO as a terminal can show it; returns the length. */
static size_t visible(char *to, char const *s, size_t len)
{
	size_t n = 0, taken;
	int columns;
	for (size_t i = 0; i < len; i += taken)
		n += place_char(to + n, s + i, len - i, &taken, &columns);
	return n;
}

static size_t copy(char *to, char const *s, size_t len)
{
	memcpy(to, s, len);
	return len;
}

static size_t assemble(
	struct message const *m, char *to, size_t (*take)(char *, char const *, size_t))
{
	size_t cap = longest(m), n = 0;
	for (size_t i = 0; i < m->n; i++) {
		size_t len = strnlen(m->part[i], cap + 1);
		n += take(to + n, m->part[i], len > cap ? cap - 3 : len);
		if (len > cap)
			n += copy(to + n, "...", 3);
	}
	to[n++] = '\n';
	return n;
}

/* Whether stderr takes a message, which is shorter than PIPE_BUF, without making us wait. */
static int takes_one(void)
{
	struct pollfd p = { .fd = 2, .events = POLLOUT };
	return poll(&p, 1, 0) != 0;
}

static int write_out(char const *s, size_t len)
{
	ssize_t w;
	do
		w = write(2, s, len);
	while (w < 0 && errno == EINTR);
	return w < 0 ? -1 : 0;
}

static void send(struct ctx const *x, char const *s, size_t len)
{
	static char const lost[] = " messages could not be written here\n";
	char b[sizeof lost + DECIMAL];
	struct patience *p = x->patience;
	if (p && p->unsaid && takes_one()) {
		size_t n = ulong_fmt(b, p->unsaid);
		memcpy(b + n, lost, sizeof lost);
		if (!write_out(b, n + sizeof lost - 1))
			p->unsaid = 0;
	}
	if ((p && !takes_one()) || write_out(s, len) < 0)
		if (p)
			p->unsaid++;
}

/* With the script's line below, and nothing in it that the terminal would obey. */
static void send_to_terminal(struct ctx const *x, struct message const *m)
{
	char b[SHOWN * MESSAGE + EXCERPT];
	size_t n = assemble(m, b, visible);
	if (m->placed)
		n += place_show(b + n, &x->src, &m->place);
	send(x, b, n);
}

static void say(struct ctx const *x, char const *level, char const *const *parts, char const *why)
{
	struct message m = { .n = 0 };
	char b[MESSAGE];
	int saved = errno;
	uint32_t at = place_of(x, parts);
	add(&m, x->prog);
	add(&m, ": ");
	add(&m, level);
	add(&m, ": ");
	for (int i = 0; i < PARTS && parts[i]; i++)
		add(&m, parts[i]);
	if (why) {
		add(&m, ": ");
		add(&m, why);
	}
	add_place(&m, x, at);
	if (isatty(2))
		send_to_terminal(x, &m);
	else
		send(x, b, assemble(&m, b, copy));
	errno = saved;
}

void diag(struct ctx const *x, char const *level, char const *const *parts)
{
	say(x, level, parts, 0);
}

void diag_sys(struct ctx const *x, char const *level, char const *const *parts)
{
	say(x, level, parts, strerror(errno));
}

struct next diag_leave(struct ctx const *x, int code, char const *const *parts)
{
	say(x, "fatal", parts, 0);
	return leave(code);
}

struct next diag_leavesys(struct ctx const *x, int code, char const *const *parts)
{
	say(x, "fatal", parts, strerror(errno));
	return leave(code);
}
