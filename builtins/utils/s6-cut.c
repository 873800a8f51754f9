/* s6-cut.c - parts of lines. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>

#include "builtin.h"
#include "linefilter.h"

struct opts {
	int fields, only_cut, ignored;
	char const *list, *delim;
};

static struct opt const opts[] = {
	STR('b', "bytes", struct opts, list, "list", "write these bytes",
		ALSO(struct opts, fields, 0)),
	STR('c', "characters", struct opts, list, "list", "as -b: a byte is a character",
		ALSO(struct opts, fields, 0)),
	STR('f', "fields", struct opts, list, "list", "write these fields",
		ALSO(struct opts, fields, 1)),
	STR('d', "delimiter", struct opts, delim, "char",
		"what stands between fields (default: a tab)"),
	SET('n', "whole", struct opts, ignored, 1,
		"does nothing: all characters are one byte long"),
	SET('s', "only-delimited", struct opts, only_cut, 1,
		"with -f: leave lines without a delimiter out"),
	{ 0 },
};

/* From FIRST to LAST, counted from 1. */
struct range {
	uint64_t first, last;
};

struct cut {
	struct opts const *o;
	struct range *range; /* in order, apart */
	size_t n;
};

/* N, N-M, N- or -M. Returns what is behind it, or 0. */
static char const *read_range(struct range *r, char const *s)
{
	size_t len = uint64_scan(s, &r->first);
	s += len;
	if (!len)
		r->first = 1;
	r->last = r->first;
	if (strspn(s, "-")) {
		size_t more = uint64_scan(++s, &r->last);
		if (!more)
			r->last = UINT64_MAX;
		if (!more && !len)
			return 0;
		s += more;
	} else if (!len) {
		return 0;
	}
	return r->first && r->first <= r->last && strchr(", \t", *s) ? s : 0;
}

static int by_first(void const *a, void const *b)
{
	uint64_t p = ((struct range const *)a)->first, q = ((struct range const *)b)->first;
	return (p > q) - (p < q);
}

static int read_list(struct ctx *x, struct cut *c)
{
	char const *s = c->o->list;
	c->range = arena_get(x, (strlen(s) / 2 + 1) * sizeof *c->range);
	do {
		s += strspn(s, ", \t");
		if (!(s = read_range(c->range + c->n++, s)))
			return 0;
	} while (*s);
	qsort(c->range, c->n, sizeof *c->range, by_first);
	size_t n = 1;
	for (size_t i = 1; i < c->n; i++) {
		struct range *last = c->range + n - 1;
		if (c->range[i].first > last->last)
			c->range[n++] = c->range[i];
		else if (c->range[i].last > last->last)
			last->last = c->range[i].last;
	}
	c->n = n;
	return 1;
}

static int cut_bytes(struct cut const *c, stralloc *out, char const *line, size_t len)
{
	for (struct range const *r = c->range; r < c->range + c->n && r->first <= len; r++) {
		size_t first = (size_t)r->first - 1, last = r->last < len ? (size_t)r->last : len;
		if (!stralloc_catb(out, line + first, last - first))
			return LINEFILTER_STOP;
	}
	return LINEFILTER_LINE;
}

static int cut_fields(struct cut const *c, stralloc *out, char const *line, size_t len)
{
	char const *delim = c->o->delim, *s = line, *end = line + len;
	struct range const *r = c->range;
	size_t begin = out->len;
	if (!memchr(line, *delim, len)) {
		if (c->o->only_cut)
			return LINEFILTER_OUT;
		return stralloc_catb(out, line, len) ? LINEFILTER_LINE : LINEFILTER_STOP;
	}
	for (uint64_t field = 1; s && r < c->range + c->n; field++) {
		char const *stop = memchr(s, *delim, (size_t)(end - s));
		size_t width = (size_t)((stop ? stop : end) - s);
		if (field >= r->first &&
			(!stralloc_catb(out, s, width) || !stralloc_catb(out, delim, 1)))
			return LINEFILTER_STOP;
		r += field == r->last;
		s = stop ? stop + 1 : 0;
	}
	out->len -= out->len > begin;
	return LINEFILTER_LINE;
}

static int cut_line(void *arg, stralloc *out, char const *line, size_t len)
{
	struct cut const *c = arg;
	return c->o->fields ? cut_fields(c, out, line, len) : cut_bytes(c, out, line, len);
}

/* A file that cannot be read leaves 1 in the end, but the others are written. */
static int cut_file(struct ctx *x, struct cut *c, char const *file)
{
	int fd = strcmp(file, "-") != 0 ? open(file, O_RDONLY | O_CLOEXEC) : 0;
	char const *wrong =
		fd < 0 ? "open it" : linefilter(fd, 1, cut_line, c, LINEFILTER_COMPLETE);
	if (wrong)
		warnsys(x, "unable to cut ", file, ": unable to ", wrong);
	if (fd > 0)
		fd_close(fd);
	return wrong != 0;
}

static struct next run_cut(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct cut cut = { .o = o };
	char const *const *file = words_argv(x, c->rest);
	int failed = 0;
	if (!o->list)
		return usage(x, c->cmd);
	if (!*o->delim || o->delim[1])
		return fail(x, "a delimiter is one character: ", o->delim);
	if (!read_list(x, &cut))
		return fail(x, "invalid list: ", o->list,
			": it is made of N, N-M, N- and -M, with commas between");
	if (!*file)
		return leave(cut_file(x, &cut, "-"));
	for (size_t i = 0; file[i]; i++) {
		x->at = c->rest[i].at;
		failed |= cut_file(x, &cut, file[i]);
	}
	return leave(failed);
}

struct cmd const cmd_s6_cut = {
	.name = "s6-cut",
	.brief = "write parts of every line of stdin, or of files",
	.form = "[files...]",
	OPTS(struct opts, opts, .delim = "\t"),
	.traits = LEAF,
	.run = run_cut,
	.operands = "files: what to read; - is stdin",
	.exits = "1 when one of the files cannot be read",
	.help = "A list is made of N, N-M, N- and -M, with commas or blanks between; the first is 1. Parts are "
		"written in the order of the line, once.",
	.example = "pipeline { s6-echo root:x:0:0 } s6-cut -d : -f 1,3-\n"
		   "> root:0:0",
};
