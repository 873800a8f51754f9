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

/* Block N, from 1, of WORDS, or with REST what is behind it; 0 if there are too few. */
static struct word *find(struct word *words, unsigned int n, int rest)
{
	struct word *block = words;
	while (n--) {
		block = words;
		words = words_block(words);
		if (!words)
			return 0;
	}
	return rest ? words : block;
}

static struct next run_runblock(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct positional p;
	unsigned int which;
	struct next n = operand_number(x, c, 0, "block", &which);
	if (n.how == NEXT_CHAIN)
		n = positional_read(x, &p, 100, 0);
	if (n.how == NEXT_EXIT)
		return n;
	if (!which && !o->rest)
		return usage(x, c->cmd);
	struct word *args = words_of(x, p.argv + 1 + (o->skip < p.n ? o->skip : p.n));
	args = find(args, which, o->rest);
	if (!args)
		return fail(x, "too few blocks");
	if (!o->keep)
		env_pop(x, "#");
	return chain(words_join(x, c->rest, args));
}

struct cmd const cmd_runblock = {
	.name = "runblock",
	.brief = "go on with a block that the script was given",
	.form = "n [before...]",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_runblock,
	.exits = "100 when there are too few blocks",
};
