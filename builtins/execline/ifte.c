/* ifte.c - run the rest as a test; go on with one of two blocks. */
#include "execline.h"

struct opts {
	int crash_is_false, negate;
};

static struct opt const opts[] = {
	SET('X', "crash-is-false", struct opts, crash_is_false, 1,
		"take a crash of the test for false"),
	SET('n', "negate", struct opts, negate, 1, "exchange the blocks"),
	{ 0 },
};

static struct next run_ifte(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int wstat, truth;
	struct next n = test_block(x, c->rest, o->crash_is_false, o->negate, &wstat, &truth);
	return n.how == NEXT_EXIT ? n : chain(c->block[!truth]);
}

struct cmd const cmd_ifte = {
	.name = "ifte",
	.brief = "run a test; go on with one block if it was true, with another if not",
	.says = "run the test; if it was [--negate|false|true], go on with `then`, else with "
		"`else`:",
	.form = "{ [then...] } { [else...] } test...",
	OPTS(struct opts, opts, 0),
	.traits = FORKS,
	.run = run_ifte,
	.exits = "128+n when the test was killed by signal n, 111 when it could not be started",
	.help = "The test is the rest of the chain. An exit code of 0 is true, any other is false.",
	.example = "ifte { echo yes } { echo no } true\n"
		   "> yes",
};
