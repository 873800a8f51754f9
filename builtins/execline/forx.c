/* forx.c - run a command once for every word of a block. */
#include "execline.h"

struct opts {
	struct loop_opts loop;
};

static struct opt const opts[] = {
	LOOP_OPTS(struct opts, loop),
	{ 0 },
};

static struct next run_forx(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct bodies b;
	struct next n = bodies_start(&b, x, c, &o->loop, c->arg[0], c->rest);
	if (n.how == NEXT_EXIT)
		return n;
	if (!c->rest->s)
		return leave(0);
	struct word *w = c->block[0];
	while (w->s && bodies_run(&b, word_wire(x, w)))
		w++;
	bodies_wait(&b);
	if (w->s)
		return b.answer;
	return leave(b.wrong);
}

struct cmd const cmd_forx = {
	.name = "forx",
	.brief = "run a command once for every word of a block",
	.says = "for each of the words [words|<words>|of an empty list], [--autoimport|replace "
		"${<variable>} by it|set the variable <variable> to it] and run the "
		"body[--parallel|; all bodies run at once][--maxpar|; <--maxpar> bodies run at "
		"once][--ok|; end the loop unless the body leaves with <--ok>][--break|; end the "
		"loop when the body leaves with <--break>]; then leave:",
	.form = "variable { [words...] } [body...]",
	OPTS(struct opts, opts, .loop = { .break_on = 1 }),
	.traits = FORKS,
	.run = run_forx,
	.exits = "0 at the end, the body's when that ended the loop; when bodies run at once, 1 if "
		 "one of them came to a code that would have",
	.example = "forx name { a b } importas -i i name echo \"this is ${i}\"\n"
		   "> this is a\n"
		   "> this is b",
};
