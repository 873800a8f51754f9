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

/* Block N, from 1, of the parameters FROM on, or with REST what is behind it; 0 if it is not there. */
static struct word *find(
	struct ctx *x, struct positional const *p, size_t from, unsigned int n, int rest)
{
	size_t block = from;
	for (unsigned int i = 1; i <= n; i++) {
		block = from;
		from = positional_block(x, p, from, i);
		if (!from)
			return 0;
	}
	struct word *words = words_of(x, p->argv + (rest ? from : block));
	if (!rest)
		words_block(words);
	return words;
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
	struct word *args = find(x, &p, 1 + (o->skip < p.n ? o->skip : p.n), which, o->rest);
	if (!args)
		return leave(100);
	if (o->rest && !args->s)
		return leave(0);
	if (!o->keep)
		env_pop(x, "#");
	return chain(words_join(x, c->rest, args));
}

struct cmd const cmd_runblock = {
	.name = "runblock",
	.brief = "go on with a block that the script was given",
	.form = "n [prog...]",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_runblock,
	.exits = "100 when there are too few blocks",
};
