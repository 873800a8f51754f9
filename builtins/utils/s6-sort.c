/* s6-sort.c - sort the lines of stdin. */
#include <ctype.h>
#include <skalibs/genalloc.h>

#include "builtin.h"
#include "lines.h"

struct opts {
	int skip_blanks, check, fold, reverse, unique, nul;
};

static struct opt const opts[] = {
	SET('b', "ignore-blanks", struct opts, skip_blanks, 1, "blanks at the start do not matter"),
	SET('c', "check", struct opts, check, 1, "only leave with 1 if they are not in order"),
	SET('f', "ignore-case", struct opts, fold, 1, "capitals do not matter"),
	SET('r', "reverse", struct opts, reverse, 1, "the other way round"),
	SET('u', "unique", struct opts, unique, 1, "write equal lines once"),
	SET('0', "null", struct opts, nul, 1, "lines end with a NUL, not a newline"),
	{ 0 },
};

static unsigned char fold(struct opts const *o, char c)
{
	return o->fold ? (unsigned char)toupper((unsigned char)c) : (unsigned char)c;
}

static int by_key(struct opts const *o, char const *a, char const *b)
{
	if (o->skip_blanks) {
		a += strspn(a, " \t");
		b += strspn(b, " \t");
	}
	while (*a && fold(o, *a) == fold(o, *b)) {
		a++;
		b++;
	}
	return fold(o, *a) - fold(o, *b);
}

/* Lines of equal keys are in the order of their bytes. */
static int by_line(void const *a, void const *b, void *opts_)
{
	struct opts const *o = opts_;
	char const *p = *(char const *const *)a, *q = *(char const *const *)b;
	int r = by_key(o, p, q);
	if (!r)
		r = strcmp(p, q);
	return o->reverse ? -r : r;
}

/* The lines of stdin as an array of texts from the arena, in LIST. -1 with errno. */
static int read_lines(struct ctx *x, int nul, genalloc *list)
{
	struct lines l;
	int r;
	lines_open(&l, nul ? 0 : '\n');
	while ((r = lines_next(&l)) > 0) {
		char const *text = arena_text(x, l.line.s, l.line.len - 1);
		if (!genalloc_append(char const *, list, &text)) {
			r = -1;
			break;
		}
	}
	lines_close(&l);
	return r;
}

static int in_order(struct opts const *o, char const *const *v, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		int r = by_key(o, v[i - 1], v[i]);
		if (o->unique && !r)
			return 0;
		if (by_line(v + i - 1, v + i, (void *)o) > 0)
			return 0;
	}
	return 1;
}

static void put_lines(struct ctx *x, struct opts const *o, char const *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (o->unique && i && !by_key(o, v[i - 1], v[i]))
			continue;
		put_text(x, v[i]);
		put(x, o->nul ? "" : "\n", 1);
	}
}

static struct next run_sort(struct ctx *x, struct call const *c)
{
	struct opts o = *(struct opts const *)c->opt;
	genalloc list = GENALLOC_ZERO;
	if (read_lines(x, o.nul, &list) < 0)
		return failsys(x, "unable to read stdin");
	char const **v = genalloc_s(char const *, &list);
	size_t n = genalloc_len(char const *, &list);
	int code = o.check && !in_order(&o, v, n);
	if (!o.check && n) {
		qsort_r(v, n, sizeof *v, by_line, &o);
		put_lines(x, &o, v, n);
	}
	genalloc_free(char const *, &list);
	return leave(code);
}

struct cmd const cmd_s6_sort = {
	.name = "s6-sort",
	.brief = "sort the lines of stdin",
	OPTS(struct opts, opts, 0),
	.traits = PURE | LEAF,
	.run = run_sort,
	.exits = "1 with -c when they are not in order",
	.example = "pipeline { s6-echo -s \"\\n\" b a b } s6-sort -u\n"
		   "> a\n"
		   "> b",
};
