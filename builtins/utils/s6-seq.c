/* s6-seq.c - count. */
#include <skalibs/types.h>

#include "builtin.h"

struct opts {
	int pad;
	char const *separator;
};

static struct opt const opts[] = {
	SET('w', "equal-width", struct opts, pad, 1,
		"zeros in front, so that all are as long as the last"),
	STR('s', "separator", struct opts, separator, "separator",
		"what stands between numbers (default: a newline)"),
	{ 0 },
};

enum { FIRST, STEP, LAST };

static struct next read_numbers(struct ctx *x, struct word const *w, unsigned int *n)
{
	size_t count = words_len(w);
	if (count > 3)
		return fail(x, "too many numbers");
	for (size_t i = 0; i < count; i++) {
		size_t slot = i + 1 == count ? LAST : i;
		x->at = w[i].at;
		if (!uint0_scan(w[i].s, n + slot))
			return fail(x, "invalid number: ", w[i].s);
	}
	return n[STEP] ? chain(0) : fail(x, "invalid step: 0");
}

static void put_number(struct ctx *x, unsigned int n, size_t width)
{
	char b[DECIMAL];
	for (size_t len = strlen(decimal(b, n)); len < width; len++)
		put(x, "0", 1);
	put_text(x, b);
}

static struct next run_seq(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	unsigned int n[] = { [FIRST] = 1, [STEP] = 1, [LAST] = 0 };
	char b[DECIMAL];
	struct next answer = read_numbers(x, c->rest, n);
	if (answer.how == NEXT_EXIT)
		return answer;
	size_t width = o->pad ? strlen(decimal(b, n[LAST])) : 0;
	for (uint64_t i = n[FIRST]; i <= n[LAST]; i += n[STEP]) {
		if (i > n[FIRST])
			put_text(x, o->separator);
		put_number(x, (unsigned int)i, width);
	}
	if (n[FIRST] <= n[LAST])
		put(x, "\n", 1);
	return leave(0);
}

struct cmd const cmd_s6_seq = {
	.name = "s6-seq",
	.brief = "count",
	.form = "numbers...",
	OPTS(struct opts, opts, .separator = "\n"),
	.traits = PURE | LEAF,
	.run = run_seq,
	.help = "One number is the last, two are the first and the last. The first and "
		"the step are 1 unless given.",
	.example = "s6-seq 2 3 8\n"
		   "> 2\n"
		   "> 5\n"
		   "> 8",
};
