/* diag.c - the one place that knows how a message looks. */
#include "diag.h"

#include <errno.h>
#include <skalibs/types.h>
#include <string.h>
#include <unistd.h>

enum { MESSAGE = 4096 };

struct message {
	char s[MESSAGE];
	size_t n;
};

static void add(struct message *m, char const *s)
{
	size_t len = strlen(s), room = MESSAGE - 1 - m->n;
	memcpy(m->s + m->n, s, len < room ? len : room);
	m->n += len < room ? len : room;
}

char const *decimal(char *b, unsigned long n)
{
	b[ulong_fmt(b, n)] = 0;
	return b;
}

static void add_place(struct message *m, struct ctx const *x)
{
	unsigned long line = 1, column = 1;
	char b[DECIMAL];
	if (!x->at || !x->src.name || x->at > x->src.len + 1)
		return;
	for (uint32_t i = 0; i + 1 < x->at; i++, column++)
		if (x->src.text[i] == '\n') {
			line++;
			column = 0;
		}
	add(m, " (");
	int named = x->here && !strncmp(x->src.name, "./", 2);
	if (named)
		add(m, x->here);
	add(m, x->src.name + named);
	add(m, ":");
	add(m, decimal(b, line));
	add(m, ":");
	add(m, decimal(b, column));
	add(m, ")");
}

static void say(struct ctx const *x, char const *level, char const *const *parts, char const *why)
{
	struct message m = { .n = 0 };
	int saved = errno;
	add(&m, x->prog);
	add(&m, ": ");
	add(&m, level);
	add(&m, ": ");
	while (*parts)
		add(&m, *parts++);
	if (why) {
		add(&m, ": ");
		add(&m, why);
	}
	add_place(&m, x);
	m.s[m.n++] = '\n';
	while (write(2, m.s, m.n) < 0 && errno == EINTR)
		;
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
