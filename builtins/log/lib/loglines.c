/* loglines.c - finding the ends of lines. */
#include "loglines.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <string.h>
#include <sys/stat.h>

#include "json.h"

struct cursor {
	char *p, *end;
	char *newline, *nul; /* the next ones from p on, or end */
};

/* The first byte C in FROM..END, or END. */
static char *find(char *from, char *end, char c)
{
	char *at = memchr(from, c, (size_t)(end - from));
	return at ? at : end;
}

static char *line_end(struct cursor *c)
{
	if (c->newline < c->p)
		c->newline = find(c->p, c->end, '\n');
	if (c->nul < c->p)
		c->nul = find(c->p, c->end, 0);
	return c->newline < c->nul ? c->newline : c->nul;
}

void lines_take(stralloc *text, size_t fresh, size_t limit, line_fn *fn, void *arg)
{
	struct cursor c = { .p = text->s, .end = text->s + text->len };
	c.newline = find(c.p + fresh, c.end, '\n');
	c.nul = find(c.p + fresh, c.end, 0);
	for (char *stop; (stop = line_end(&c)), c.p < c.end;) {
		size_t len = (size_t)(stop - c.p);
		int split = limit && len > limit;
		if (!split && stop == c.end)
			break;
		len = split ? limit : len;
		char next = c.p[len];
		c.p[len] = 0;
		fn(arg, c.p, len);
		c.p[len] = next;
		c.p += len + !split;
	}
	text->len = (size_t)(c.end - c.p);
	memmove(text->s, c.p, text->len);
}

int lines_add(stralloc *text, stralloc const *head, char const *line, size_t len)
{
	size_t need = head->len + len + 1;
	if (text->a - text->len < need && !stralloc_readyplus(text, need))
		return -1;
	char *to = text->s + text->len;
	if (head->len)
		memcpy(to, head->s, head->len);
	memcpy(to + head->len, line, len);
	to[need - 1] = '\n';
	text->len += need;
	return 0;
}

int lines_json(stralloc *text, stralloc const *head, char const *line, size_t len)
{
	enum { WORST = 6 }; /* what a byte may become */
	if (!stralloc_readyplus(text, head->len + WORST * len + sizeof "\"\"}\n"))
		return -1;
	stralloc_catb(text, head->s, head->len);
	json_bytes(text, line, len);
	stralloc_catb(text, "}\n", 2);
	return 0;
}

int lines_ready(int fd)
{
	struct stat st;
	int flags = fcntl(fd, F_GETFL);
	if (flags >= 0 && !fstat(fd, &st) && !S_ISREG(st.st_mode))
		fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	return flags;
}

int lines_drain(stralloc *text, int fd)
{
	size_t done = 0;
	ssize_t w = 0;
	while (done < text->len && (w = fd_write(fd, text->s + done, text->len - done)) >= 0)
		done += (size_t)w;
	text->len -= done;
	memmove(text->s, text->s + done, text->len);
	return w < 0 && errno != EAGAIN && errno != EWOULDBLOCK ? -1 : text->len != 0;
}
