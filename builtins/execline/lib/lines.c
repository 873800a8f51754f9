/* lines.c - a loop over what comes from a descriptor. */
#include <skalibs/buffer.h>
#include <skalibs/netstring.h>
#include <skalibs/skamisc.h>

#include "execline.h"

/* Input may be endless: -p is not. */
enum { AT_ONCE = 10000 };

struct source {
	buffer in;
	stralloc line;
	size_t state; /* of a netstring that has begun */
	char const *delim;
	size_t delims;
	int netstrings, keep, crunch;
};

/* The input may only end between two. */
static int next_netstring(struct source *s)
{
	int r = netstring_get(&s->in, &s->line, &s->state);
	if (r < 0 && errno == EPIPE && !s->state && !s->line.len && buffer_isempty(&s->in))
		return 0;
	return r;
}

/* Returns 1 with the next line, 0 at the end, -1 with errno. */
static int next_line(struct source *s)
{
	s->line.len = 0;
	if (s->netstrings)
		return next_netstring(s);
	int r = skagetlnsep(&s->in, &s->line, s->delim, s->delims);
	/* A last line that no delimiter ends. */
	if (r < 0 && errno == EPIPE)
		return s->keep;
	if (r > 0 && !s->keep)
		s->line.len--;
	return r;
}

static int is_empty(struct source const *s)
{
	return s->line.len == (size_t)s->keep;
}

static struct next each_line(struct bodies *b, struct source *s)
{
	int r;
	while ((r = next_line(s)) > 0) {
		if (s->crunch && !s->netstrings && is_empty(s))
			continue;
		if (!stralloc_0(&s->line))
			return failsys(b->x, "unable to get memory");
		if (!bodies_run(b, s->line.s))
			return b->answer;
	}
	if (r < 0)
		return failsys(b->x, "unable to read");
	return leave(b->done ? 0 : 1);
}

struct next bodies_of_lines(struct bodies *b, int fd, struct line_opts const *o)
{
	char bytes[BUFFER_INSIZE];
	struct source s = { .line = STRALLOC_ZERO, .delim = o->nul ? "" : o->delim };
	s.in = (buffer)BUFFER_INIT(&buffer_read, fd, bytes, sizeof bytes);
	s.delims = o->nul ? 1 : strlen(o->delim);
	s.netstrings = !s.delims;
	s.keep = o->keep;
	s.crunch = o->crunch;
	b->most = b->most < AT_ONCE ? b->most : AT_ONCE;
	struct next n = each_line(b, &s);
	stralloc_free(&s.line);
	bodies_wait(b);
	return n;
}
