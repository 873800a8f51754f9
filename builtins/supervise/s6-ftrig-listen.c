/* s6-ftrig-listen.c - run a program and wait until the events of fifodirs match. */
#include "ftrig.h"

struct opts {
	int any;
	unsigned int ms;
};

static struct opt const opts[] = {
	SET('a', "all", struct opts, any, 0, "wait until all match (default)"),
	SET('o', "any", struct opts, any, 1, "wait until one matches"),
	FTRIG_OPTS(struct opts),
	{ 0 },
};

static struct next run_ftrig_listen(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *const *pairs = words_argv(x, c->block[0]);
	size_t n = words_len(c->block[0]);
	struct ftrig f = { .n = n / 2, .any = o->any, .ms = o->ms, .late = 1 };
	if (n % 2)
		return fail(x, "a fifodir without a regular expression: ", pairs[n - 1]);
	f.pattern = arena_get(x, f.n * sizeof *f.pattern);
	for (size_t i = 0; i < f.n; i++)
		f.pattern[i] =
			(struct ftrig_pattern){ .path = pairs[2 * i], .regex = pairs[2 * i + 1] };
	struct next answer = ftrig_run(x, &f, c->rest);
	return answer.how == NEXT_EXIT ? answer : leave(0);
}

struct cmd const cmd_s6_ftrig_listen = {
	.name = "s6-ftrig-listen",
	.brief = "run a program and wait until the events of fifodirs match regular expressions",
	.form = "{ fifodirs-and-regexes... } prog...",
	OPTS(struct opts, opts, 0),
	.traits = LEAF | FORKS,
	.run = run_ftrig_listen,
	.exits = "1 when the time is up",
	.example = "s6-ftrig-listen -o { /run/a U /run/b U } my-starter",
};
