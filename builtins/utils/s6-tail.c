/* s6-tail.c - the end of a file. */
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>

#include "builtin.h"

struct opts {
	int digit, bytes;
	char const *number;
};

#define DIGIT(n) SET('0' + (n), 0, struct opts, digit, n, "as -n " #n)

static struct opt const opts[] = {
	STR('n', "lines", struct opts, number, "n",
		"write the last n lines (default: 10), or with +n from line n on",
		ALSO(struct opts, bytes, 0)),
	STR('c', "bytes", struct opts, number, "n",
		"write the last n bytes, or with +n from byte n on", ALSO(struct opts, bytes, 1)),
	DIGIT(1),
	DIGIT(2),
	DIGIT(3),
	DIGIT(4),
	DIGIT(5),
	DIGIT(6),
	DIGIT(7),
	DIGIT(8),
	DIGIT(9),
	{ 0 },
};

enum { BLOCK = 1 << 16 };

struct tail {
	int bytes;
	int from_start;
	uint64_t n;
};

/* Where the last lines or bytes of TEXT begin. */
static size_t beginning(struct tail const *t, stralloc const *text)
{
	size_t at = text->len;
	uint64_t lines = 0;
	if (t->bytes)
		return t->n < at ? at - (size_t)t->n : 0;
	if (!t->n)
		return at;
	while (at) {
		if (text->s[at - 1] == '\n' && at < text->len && ++lines == t->n)
			return at;
		at--;
	}
	return 0;
}

static void keep_end(struct tail const *t, stralloc *text)
{
	size_t at = beginning(t, text);
	text->len -= at;
	memmove(text->s, text->s + at, text->len);
}

/* Reads all, and from time to time drops what cannot be of the end any more. */
static char const *write_end(struct tail const *t, int fd, stralloc *text)
{
	size_t full = 4 * BLOCK;
	for (ssize_t n = 1; n;) {
		if (!stralloc_readyplus(text, BLOCK))
			return "get memory";
		if ((n = fd_read(fd, text->s + text->len, BLOCK)) < 0)
			return "read";
		text->len += (size_t)n;
		if (text->len < full && n)
			continue;
		keep_end(t, text);
		full = 2 * text->len + 4 * BLOCK;
	}
	return allwrite(1, text->s, text->len) < text->len ? "write" : 0;
}

/* How much of the LEN bytes at S is still to be skipped; takes it off LEFT. */
static size_t skipped(struct tail const *t, char const *s, size_t len, uint64_t *left)
{
	size_t i = 0;
	for (; i < len && *left; i++)
		*left -= t->bytes || s[i] == '\n';
	return i;
}

static char const *write_rest(struct tail const *t, int fd)
{
	char b[BLOCK];
	uint64_t left = t->n ? t->n - 1 : 0;
	ssize_t n;
	while ((n = fd_read(fd, b, sizeof b)) > 0) {
		size_t skip = skipped(t, b, (size_t)n, &left), len = (size_t)n - skip;
		if (allwrite(1, b + skip, len) < len)
			return "write";
	}
	return n ? "read" : 0;
}

static int read_number(struct tail *t, char const *text)
{
	t->from_start = *text == '+';
	text += *text == '+' || strspn(text, "-") == 1;
	return uint640_scan(text, &t->n) > 0;
}

static struct next run_tail(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct tail t = { .bytes = o->bytes, .n = (uint64_t)o->digit };
	stralloc text = STRALLOC_ZERO;
	char const *file = c->arg[0] ? c->arg[0] : "stdin";
	if (o->number && !read_number(&t, o->number))
		return fail(x, "invalid number: ", o->number);
	int fd = c->arg[0] ? open(file, O_RDONLY | O_CLOEXEC) : 0;
	if (fd < 0)
		return failsys(x, "unable to open ", file);
	char const *wrong = t.from_start ? write_rest(&t, fd) : write_end(&t, fd, &text);
	int err = errno;
	stralloc_free(&text);
	if (fd)
		fd_close(fd);
	errno = err;
	return wrong ? failsys(x, "unable to ", wrong, " the end of ", file) : leave(0);
}

struct cmd const cmd_s6_tail = {
	.name = "s6-tail",
	.brief = "write the end of stdin, or of a file",
	.form = "[file]",
	OPTS(struct opts, opts, .digit = 10),
	.traits = LEAF,
	.run = run_tail,
	.operands = "file: what to read instead of stdin",
	.help = "It does not follow a file that grows; s6-logwatch follows a log.",
	.example = "pipeline { s6-seq 100 } s6-tail -2\n"
		   "> 99\n"
		   "> 100",
};
