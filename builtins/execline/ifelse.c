/* ifelse.c - run a block; go on with the next one if it was true, else with the rest. */
#include "execline.h"

struct opts {
	int crash_is_false, negate;
};

static struct opt const opts[] = {
	SET('X', "crash-is-false", struct opts, crash_is_false, 1,
		"take a crash of the test for false"),
	SET('n', "negate", struct opts, negate, 1, "go on with the block if the test was false"),
	{ 0 },
};

static struct next run_ifelse(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int wstat, truth;
	struct next n = test_block(x, c->block[0], o->crash_is_false, o->negate, &wstat, &truth);
	return n.how == NEXT_EXIT ? n : chain(truth ? c->block[1] : c->rest);
}

struct cmd const cmd_ifelse = {
	.name = "ifelse",
	.brief = "run a test; go on with a block if it was true, else with the rest",
	.says = "run the test; if it was [--negate|false|true], go on with `then` and never come "
		"back, else go on below:",
	.form = "{ [test...] } { [then...] } [else...]",
	OPTS(struct opts, opts, 0),
	.traits = FORKS,
	.run = run_ifelse,
	.exits = "128+n when the test was killed by signal n, 111 when it could not be started",
	.help = "An exit code of 0 is true, any other is false. The block ends the chain: what "
		"stands behind it is for when the test was false.",
	.example = "ifelse { false } { echo yes } echo no\n"
		   "> no",
};
