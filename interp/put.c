/* put.c - what leaves write, gathered until the end of their step. */
#include "put.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "spawn.h"

enum { FLUSH_AT = 1 << 16 };

/* An inner block must not take its process along when it writes to a closed pipe. */
static int write_guarded(struct ctx *x, char const *s, size_t len, int (*out)(char const *, size_t))
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	sigaction(SIGPIPE, &ignore, &before);
	int r = out(s, len);
	sigaction(SIGPIPE, &before, 0);
	if (r < 0 && errno == EPIPE && before.sa_handler != SIG_IGN)
		x->sigpipe = 1;
	return r;
}

static int write_all(char const *s, size_t len)
{
	while (len) {
		ssize_t w = write(1, s, len);
		if (w < 0 && errno != EINTR)
			return -1;
		if (w > 0) {
			s += w;
			len -= (size_t)w;
		}
	}
	return 0;
}

int put_flush(struct ctx *x)
{
	size_t len = x->out.len;
	if (!len)
		return 0;
	x->out.len = 0;
	if (x->block && !x->block->own)
		return write_guarded(x, x->out.s, len, write_all);
	return write_all(x->out.s, len);
}

int put_end(struct ctx *x, int code)
{
	if (!put_flush(x) || code || x->sigpipe)
		return code;
	return failsys(x, "unable to write to stdout").code;
}

void put(struct ctx *x, char const *s, size_t len)
{
	stralloc *to = spawn_capture(x) ? x->capture->out : &x->out;
	if (!stralloc_catb(to, s, len)) {
		failsys(x, "unable to get memory");
		_exit(111);
	}
	if (to == &x->out && x->out.len >= FLUSH_AT)
		put_flush(x);
}

void put_text(struct ctx *x, char const *s)
{
	put(x, s, strlen(s));
}
