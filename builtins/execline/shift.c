/* shift.c - take parameters away from the front, then go on. */
#include "execline.h"

struct opts {
	int counted;
	unsigned int args, blocks;
};

static struct opt const opts[] = {
	NUM('n', "args", struct opts, args, UINT32_MAX, "n", "take n of them away (default: 1)",
		ALSO(struct opts, counted, 1)),
	NUM('b', "blocks", struct opts, blocks, UINT32_MAX, "n", "and then n blocks",
		ALSO(struct opts, counted, 1)),
	{ 0 },
};

static struct next run_shift(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct positional p;
	struct next n = positional_read(x, &p, 100, 1);
	if (n.how == NEXT_EXIT)
		return n;
	size_t from = o->counted ? o->args : 1;
	if (too_few_arguments(x, p.n, from, 0) < 0)
		return leave(100);
	from = from < p.n ? from : p.n;
	for (unsigned int i = 1; i <= o->blocks; i++) {
		long len = positional_block(x, p.argv + 1 + from, i);
		if (len <= 0)
			return len ? leave(100) : fail(x, "too few blocks");
		from += (size_t)len;
	}
	positional_write(x, p.argv + 1 + from, p.n - from, p.n);
	return chain(c->rest);
}

struct cmd const cmd_shift = {
	.name = "shift",
	.brief = "take positional parameters away from the front, then go on",
	.says = "drop [--args|<--args> arguments|[--blocks|[--args|<--args> arguments]|the first "
		"argument]][--blocks| <--blocks> blocks] of the script, from the front",
	.form = "prog...",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_shift,
	.exits = "100 when # is not set or there are too few blocks",
	.help = "The parameters behind move to the front and # becomes smaller. Blocks are taken "
		"away after the -n parameters.",
	.example = "execlineb -c \"shift elgetpositionals echo $1\" one two\n"
		   "> two",
};
