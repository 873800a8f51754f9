/* trace.c - the lines of a trace. Each is one write, so that those of several processes do not mix. */
#include "trace.h"

#include <errno.h>
#include <skalibs/types.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "diag.h"
#include "loop.h"
#include "place.h"
#include "tracewords.h"

static char const name_fd[] = "WINDLASS_TRACE", name_format[] = "WINDLASS_TRACE_FORMAT";

struct trace {
	int fd;
	enum trace_format format;
	int depth;
	int64_t start; /* of all */
	int64_t began; /* this process */
	struct place place;
	stralloc line;
};

static char const *const formats[] = { "human", "plain", "json" };
static char const *const events[] = { "step", "exec", "failed", "vfork", "fork", "end", "exit" };

int trace_format(char const *name)
{
	for (int i = 0; i < 3; i++)
		if (!strcmp(formats[i], name))
			return i;
	return -1;
}

static struct trace *begin(struct ctx *x, int fd, enum trace_format format)
{
	struct trace *t = arena_get(x, sizeof *t);
	*t = (struct trace){ .fd = fd, .format = format, .began = loop_clock() };
	t->start = t->began;
	x->trace = t;
	return t;
}

void trace_start(struct ctx *x, int fd, enum trace_format format)
{
	struct trace *t = begin(x, fd, format);
	t->depth = -1;
	env_set(x, name_format, formats[format]);
	env_set_number(x, name_fd, (unsigned long)fd);
}

void trace_stop(struct ctx *x)
{
	x->trace = 0;
	env_unset(x, name_format);
	env_unset(x, name_fd);
}

/* FD, or FD:DEPTH:START, the time in nanoseconds. */
void trace_init(struct ctx *x)
{
	char const *text = env_value(x, name_fd), *format = env_value(x, name_format);
	unsigned int fd, depth;
	uint64_t start;
	size_t n = text ? uint_scan(text, &fd) : 0, m, k;
	if (!n || fd > INT32_MAX || (text[n] && text[n] != ':'))
		return;
	int known = format ? trace_format(format) : -1;
	struct trace *t = begin(x, (int)fd, known < 0 ? TRACE_HUMAN : (enum trace_format)known);
	if (!text[n])
		return;
	m = uint_scan(text + n + 1, &depth);
	k = m && text[n + 1 + m] == ':' ? uint64_scan(text + n + m + 2, &start) : 0;
	if (!k || depth > 10000)
		return;
	t->depth = (int)depth;
	t->start = (int64_t)start;
}

void trace_hand_over(struct ctx *x)
{
	struct trace const *t = x->trace;
	char fd[DECIMAL], depth[DECIMAL], start[DECIMAL];
	if (env_value(x, name_fd))
		env_set(x, name_fd,
			join(x, decimal(fd, (unsigned long)t->fd), ":",
				decimal(depth, (unsigned long)(t->depth > 0 ? t->depth : 0)), ":",
				decimal(start, (unsigned long)t->start)));
}

int64_t trace_deeper(struct ctx *x, int levels)
{
	x->trace->depth += levels;
	return loop_clock();
}

/* Appends NS as milliseconds, right-aligned in WIDTH columns. */
static void add_ms(stralloc *to, int64_t ns, size_t width)
{
	char b[DECIMAL + 4];
	uint64_t us = ns < 0 ? 0 : (uint64_t)ns / 1000;
	size_t n = uint64_fmt(b, us / 1000);
	b[n++] = '.';
	uint320_fmt(b + n, (uint32_t)(us % 1000), 3);
	for (n += 3; width > n; width--)
		stralloc_catb(to, " ", 1);
	stralloc_catb(to, b, n);
}

static void add_number(stralloc *to, unsigned long n, size_t width)
{
	char b[DECIMAL];
	size_t len = ulong_fmt(b, n);
	for (; width > len; width--)
		stralloc_catb(to, " ", 1);
	stralloc_catb(to, b, len);
}

static int is_end(struct trace_event const *e)
{
	return e->what == TRACE_END || e->what == TRACE_EXIT;
}

static int code_of(struct trace_event const *e)
{
	return WIFSIGNALED(e->wstat) ? 128 + WTERMSIG(e->wstat) : WEXITSTATUS(e->wstat);
}

static void human_end(stralloc *to, struct trace_event const *e, int64_t took)
{
	stralloc_cats(to, e->what == TRACE_END ? "= " : "exit ");
	if (WIFSIGNALED(e->wstat))
		stralloc_cats(to, "signal ");
	add_number(to,
		(unsigned long)(WIFSIGNALED(e->wstat) ? WTERMSIG(e->wstat) : WEXITSTATUS(e->wstat)),
		0);
	if (took < 0)
		return;
	stralloc_cats(to, " after ");
	add_ms(to, took, 0);
	stralloc_cats(to, " ms");
}

static void human_place(stralloc *to, struct ctx *x, struct place const *p)
{
	char const *name[2];
	place_name(x, name);
	stralloc_cats(to, " (");
	stralloc_cats(to, name[0]);
	stralloc_cats(to, name[1]);
	stralloc_cats(to, ":");
	add_number(to, p->row, 0);
	stralloc_cats(to, ":");
	add_number(to, p->col, 0);
	stralloc_cats(to, ")");
}

static void human(struct ctx *x, struct trace_event const *e, int64_t now, pid_t pid, int err)
{
	struct trace *t = x->trace;
	stralloc *to = &t->line;
	int timed = t->format == TRACE_HUMAN;
	if (timed) {
		add_ms(to, now - t->start, 10);
		add_number(to, (unsigned long)pid, 8);
		stralloc_cats(to, "  ");
	}
	for (int i = 0; i < t->depth; i++)
		stralloc_cats(to, "  ");
	if (is_end(e)) {
		human_end(to, e, timed ? now - e->since : -1);
		return;
	}
	if (e->what != TRACE_STEP) {
		stralloc_cats(to, events[e->what]);
		stralloc_cats(to, e->words || err ? ": " : "");
	}
	if (e->words)
		words_human(to, e->words, e->call);
	if (e->what == TRACE_FAILED)
		stralloc_cats(to, strerror(err));
	if (e->words && place_find(&x->src, e->words->at, &t->place))
		human_place(to, x, &t->place);
}

static void json_place(stralloc *to, struct ctx *x, struct place const *p)
{
	enum { NAME_SHOWN = 250 };
	char const *name[2];
	place_name(x, name);
	char const *file = join(x, name[0], name[1]);
	json_key(to, "file");
	json_bytes(to, file, strnlen(file, NAME_SHOWN));
	json_key(to, "line");
	json_number(to, (long)p->row);
	json_key(to, "col");
	json_number(to, (long)p->col);
}

static void json_ms(stralloc *to, char const *key, int64_t ns)
{
	json_key(to, key);
	add_ms(to, ns, 0);
}

static void json(struct ctx *x, struct trace_event const *e, int64_t now, pid_t pid, int err)
{
	struct trace *t = x->trace;
	stralloc *to = &t->line;
	json_open(to, '{');
	json_key(to, "event");
	json_text(to, events[e->what]);
	json_key(to, "pid");
	json_number(to, pid);
	json_key(to, "depth");
	json_number(to, t->depth < 0 ? 0 : t->depth);
	json_ms(to, "ms", now - t->start);
	if (e->words && place_find(&x->src, e->words->at, &t->place))
		json_place(to, x, &t->place);
	if (e->words)
		words_json(to, e->words, e->call);
	if (is_end(e)) {
		json_key(to, "code");
		json_number(to, code_of(e));
		json_ms(to, "took", now - e->since);
	}
	if (is_end(e) && WIFSIGNALED(e->wstat)) {
		json_key(to, "signal");
		json_number(to, WTERMSIG(e->wstat));
	}
	if (e->what == TRACE_FAILED) {
		json_key(to, "error");
		json_text(to, strerror(err));
	}
	json_close(to, '}');
}

void trace_tell(struct ctx *x, struct trace_event const *e)
{
	struct trace *t = x->trace;
	struct trace_event copy = *e;
	int err = errno;
	int64_t now = loop_clock();
	pid_t pid = e->child ? e->child : getpid();
	if (e->what == TRACE_FORK)
		t->began = now;
	if (e->what == TRACE_EXIT)
		copy.since = t->began;
	t->line.len = 0;
	(t->format == TRACE_JSON ? json : human)(
		x, &copy, now, pid, e->what == TRACE_FAILED ? err : 0);
	stralloc_catb(&t->line, "\n", 1);
	while (write(t->fd, t->line.s, t->line.len) < 0 && errno == EINTR)
		;
	errno = err;
}
