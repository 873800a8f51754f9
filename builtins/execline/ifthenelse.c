/* ifthenelse.c - run a test, then one of two blocks, and go on. */
#include "execline.h"

struct opts {
	int crash_is_false, scope;
};

static struct opt const opts[] = {
	SET('X', "crash-is-false", struct opts, crash_is_false, 1,
		"take a crash of the test for false"),
	SET('s', "scope", struct opts, scope, 1,
		"do not run the block, go on with it and the rest behind it"),
	{ 0 },
};

/* The words of A and, behind them, of B. */
static struct word *both(struct ctx *x, struct word const *a, struct word const *b)
{
	size_t n = words_len(a), m = words_len(b) + 1;
	struct word *w = arena_get(x, (n + m) * sizeof *w);
	memcpy(w, a, n * sizeof *w);
	memcpy(w + n, b, m * sizeof *w);
	return w;
}

static struct next run_ifthenelse(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int wstat, truth;
	struct next n = test_block(x, c->block[0], o->crash_is_false, 0, &wstat, &truth);
	if (n.how == NEXT_EXIT)
		return n;
	struct word *block = c->block[truth ? 1 : 2];
	if (o->scope)
		return chain(both(x, block, c->rest));
	run_and_tell(x, block);
	return chain(c->rest);
}

struct cmd const cmd_ifthenelse = {
	.name = "ifthenelse",
	.brief = "run a test, then one of two blocks, and go on whatever that came to",
	.form = "{ [test...] } { [then...] } { [else...] } [prog...]",
	OPTS(struct opts, opts, 0),
	.traits = FORKS,
	.run = run_ifthenelse,
	.exits = "128+n when the test was killed by signal n, 111 when it could not be started",
	.help = "The variable ? becomes what the block came to, as with foreground.",
};
