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

static struct next run_ifthenelse(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int wstat, truth;
	struct next n = test_block(x, c->block[0], o->crash_is_false, 0, &wstat, &truth);
	if (n.how == NEXT_EXIT)
		return n;
	struct word *block = c->block[truth ? 1 : 2];
	if (o->scope)
		return chain(words_join(x, block, c->rest));
	run_and_tell(x, block);
	return chain(c->rest);
}

struct cmd const cmd_ifthenelse = {
	.name = "ifthenelse",
	.brief = "run a test, then one of two blocks, and go on whatever that came to",
	.says = "run the test; if it was true, run `then`, else `else`; then go on below, "
		"whatever that came to:",
	.form = "{ [test...] } { [then...] } { [else...] } [prog...]",
	OPTS(struct opts, opts, 0),
	.traits = FORKS,
	.run = run_ifthenelse,
	.exits = "128+n when the test was killed by signal n, 111 when it could not be started",
	.help = "The variable ? becomes what the block came to, as with foreground.",
	.example = "ifthenelse { true } { echo yes } { echo no } echo done\n"
		   "> yes\n"
		   "> done",
};
