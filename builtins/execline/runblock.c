/* runblock.c - go on with a block that the script was given. */
#include "execline.h"

struct opts {
	int keep, rest;
	unsigned int skip;
};

static struct opt const opts[] = {
	SET('P', "no-pop", struct opts, keep, 1, "keep the script's positional parameters"),
	NUM('n', "skip", struct opts, skip, UINT32_MAX, "n", "skip n arguments before the blocks"),
	SET('r', "rest", struct opts, rest, 1, "go on with what follows n blocks"),
	{ 0 },
};

/* The words of block N, from 1, of ARGV, or with REST those behind it. */
static struct next find(
	struct ctx *x, char const *const *argv, unsigned int n, int rest, struct word **words)
{
	long len = 0;
	for (unsigned int i = 1; i <= n; i++) {
		argv += len;
		len = positional_block(x, argv, i);
		if (len <= 0)
			return len ? leave(100) : fail(x, "too few blocks");
	}
	*words = words_of(x, rest ? argv + len : argv);
	if (!rest)
		words_block(*words);
	return chain(0);
}

static struct next run_runblock(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct positional p;
	struct word *words = 0;
	unsigned int which;
	struct next n = operand_number(x, c, 0, "block", &which);
	if (n.how == NEXT_CHAIN)
		n = positional_read(x, &p, 100, 0);
	if (n.how == NEXT_CHAIN && !which && !o->rest)
		return usage(x, c->cmd);
	if (n.how == NEXT_CHAIN)
		n = find(x, p.argv + 1 + (o->skip < p.n ? o->skip : p.n), which, o->rest, &words);
	if (n.how == NEXT_EXIT)
		return n;
	if (o->rest && !words->s)
		return leave(0);
	if (!o->keep)
		env_pop(x, "#");
	return chain(words_join(x, c->rest, words));
}

struct cmd const cmd_runblock = {
	.name = "runblock",
	.brief = "go on with a block that the script was given",
	.says = "go on with [--rest|what follows the first <n> blocks|block <n>] of the script's "
		"arguments",
	.form = "n [before...]",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_runblock,
	.operands = "n: which block, the first being 1; with -r, how many",
	.exits = "100 when there are too few blocks",
	.help = "For scripts that take blocks as arguments. The blocks are among the positional "
		"parameters, which the script has in its environment: it was started without -P, -S "
		"and -s, or with elgetpositionals still to come.",
	.example = "execlineb -c \"runblock 1\" { echo hello }\n"
		   "> hello",
};
