/* linefilter.c - the loop of filters that look at lines. */
#include "linefilter.h"

#include <errno.h>
#include <skalibs/allreadwrite.h>
#include <string.h>

enum { BLOCK = 1 << 16 };

static char *line_end(char *s, size_t len, int how)
{
	char *end = memchr(s, '\n', len);
	char *nul = how & LINEFILTER_NUL ? memchr(s, 0, end ? (size_t)(end - s) : len) : 0;
	return nul ? nul : end;
}

static int whole_lines(stralloc *in, stralloc *out, linefilter_fn *fn, void *arg, int how)
{
	char *p = in->s, *end = p + in->len;
	for (char *stop; (stop = line_end(p, (size_t)(end - p), how)); p = stop + 1) {
		int r = fn(arg, out, p, (size_t)(stop - p));
		if (r == LINEFILTER_STOP || (r == LINEFILTER_LINE && !stralloc_catb(out, "\n", 1)))
			return 0;
	}
	in->len = (size_t)(end - p);
	memmove(in->s, p, in->len);
	return 1;
}

static int last_line(stralloc *in, stralloc *out, linefilter_fn *fn, void *arg, int how)
{
	if (!in->len)
		return 1;
	int r = fn(arg, out, in->s, in->len);
	if (r != LINEFILTER_LINE || !(how & LINEFILTER_COMPLETE))
		return r;
	return stralloc_catb(out, "\n", 1);
}

char const *linefilter(int from, int to, linefilter_fn *fn, void *arg, int how)
{
	stralloc in = STRALLOC_ZERO, out = STRALLOC_ZERO;
	char const *wrong = 0;
	for (ssize_t n = 1; n && !wrong;) {
		if (!stralloc_readyplus(&in, BLOCK)) {
			wrong = "get memory";
			break;
		}
		n = fd_read(from, in.s + in.len, BLOCK);
		if (n < 0) {
			wrong = "read lines";
			break;
		}
		in.len += (size_t)n;
		if (!(n ? whole_lines(&in, &out, fn, arg, how)
			: last_line(&in, &out, fn, arg, how)))
			wrong = "get memory";
		if (allwrite(to, out.s, out.len) < out.len)
			wrong = "write lines";
		out.len = 0;
	}
	int err = errno;
	stralloc_free(&in);
	stralloc_free(&out);
	errno = err;
	return wrong;
}
