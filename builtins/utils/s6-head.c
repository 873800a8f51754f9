/* s6-head.c - the beginning of files. */
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>

#include "builtin.h"

struct opts {
	int safe, digit, bytes;
	char const *number;
};

#define DIGIT(n) SET('0' + (n), 0, struct opts, digit, n, "as -n " #n)

static struct opt const opts[] = {
	STR('n', "lines", struct opts, number, "n", "write this many lines (default: 10)",
		ALSO(struct opts, bytes, 0)),
	STR('c', "bytes", struct opts, number, "n", "write this many bytes",
		ALSO(struct opts, bytes, 1)),
	SET('S', "safe", struct opts, safe, 1,
		"read no further than that, so that others can read on"),
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

enum { BLOCK = 8192 };

struct head {
	int safe, bytes;
	uint64_t wanted;
};

/* How much of the LEN bytes at S is wanted; takes it off LEFT. */
static size_t part(struct head const *h, char const *s, size_t len, uint64_t *left)
{
	if (h->bytes) {
		size_t n = len < *left ? len : (size_t)*left;
		*left -= n;
		return n;
	}
	for (size_t i = 0; i < len; i++)
		if (s[i] == '\n' && !--*left)
			return i + 1;
	return len;
}

/* How much may be read when LEFT is wanted: what is too much goes back into a file, but not into a pipe. */
static size_t portion(struct head const *h, uint64_t left, int seeks)
{
	if (h->bytes && left < BLOCK)
		return (size_t)left;
	return h->safe && !h->bytes && !seeks ? 1 : BLOCK;
}

/* Returns 0, or what could not be done, with errno. */
static char const *copy(struct head const *h, int fd)
{
	char b[BLOCK];
	uint64_t left = h->wanted;
	int seeks = lseek(fd, 0, SEEK_CUR) >= 0;
	while (left) {
		ssize_t n = fd_read(fd, b, portion(h, left, seeks));
		if (n <= 0)
			return n ? "read " : 0;
		size_t len = part(h, b, (size_t)n, &left);
		if (allwrite(1, b, len) < len)
			return "write what is in ";
		if (h->safe && seeks && len < (size_t)n)
			lseek(fd, (off_t)len - n, SEEK_CUR);
	}
	return 0;
}

/* Writes the name of FILE above it, if there are others. */
static char const *title(struct ctx *x, char const *file, int *titles)
{
	if (!*titles)
		return 0;
	char const *text = join(x, *titles > 1 ? "\n" : "", "==> ", file, " <==\n");
	*titles = 2;
	return allwrite(1, text, strlen(text)) < strlen(text) ? "write what is in " : 0;
}

/* A file that cannot be read leaves 1 in the end, but the others are written. */
static int head_of(struct ctx *x, struct head const *h, char const *file, int *titles)
{
	int fd = strcmp(file, "-") != 0 ? open(file, O_RDONLY | O_CLOEXEC) : 0;
	char const *wrong = fd < 0 ? "open " : title(x, file, titles);
	if (!wrong)
		wrong = copy(h, fd);
	if (wrong)
		warnsys(x, "unable to ", wrong, file);
	if (fd > 0)
		fd_close(fd);
	return wrong != 0;
}

static struct next run_head(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct head h = { .safe = o->safe, .bytes = o->bytes, .wanted = (uint64_t)o->digit };
	char const *const *file = words_argv(x, c->rest);
	int failed = 0, titles = 0;
	if (o->number && !uint640_scan(o->number, &h.wanted))
		return fail(x, "invalid number: ", o->number);
	if (!*file)
		return leave(head_of(x, &h, "-", &titles));
	titles = file[1] != 0;
	for (size_t i = 0; file[i]; i++) {
		x->at = c->rest[i].at;
		failed |= head_of(x, &h, file[i], &titles);
	}
	return leave(failed);
}

struct cmd const cmd_s6_head = {
	.name = "s6-head",
	.brief = "write the beginning of stdin, or of files",
	.form = "[files...]",
	OPTS(struct opts, opts, .digit = 10),
	.traits = LEAF,
	.run = run_head,
	.operands = "files: what to read; - is stdin",
	.exits = "1 when one of the files cannot be read",
	.help = "With several files each has its name above it.",
	.example = "pipeline { s6-seq 100 } s6-head -2\n"
		   "> 1\n"
		   "> 2",
};
