/* if.c - run a block; go on only if it was true. */
#include "execline.h"

struct opts {
	int negate, crash_is_false, code;
	unsigned int number;
};

enum { AS_IT_WAS = -1, AS_NUMBERED = -2 };

static struct opt const opts[] = {
	SET('X', "crash-is-false", struct opts, crash_is_false, 1,
		"take a crash of the block for false"),
	SET('n', "negate", struct opts, negate, 1, "go on only if the block was false"),
	SET('t', "true", struct opts, code, 0, "leave with 0 when not going on"),
	NUM('x', "exit", struct opts, number, 255, "code", "leave with this code when not going on",
		ALSO(struct opts, code, AS_NUMBERED)),
	{ 0 },
};

static int exit_code(struct opts const *o, int block)
{
	if (o->code == AS_NUMBERED)
		return (int)o->number;
	return o->code == AS_IT_WAS ? o->negate ? 1 : block : o->code;
}

static struct next run_if(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int wstat, go_on;
	struct next n = test_block(x, c->block[0], o->crash_is_false, o->negate, &wstat, &go_on);
	if (n.how == NEXT_EXIT)
		return n;
	return go_on ? chain(c->rest) : leave(exit_code(o, status_code(wstat)));
}

struct cmd const cmd_if = {
	.name = "if",
	.brief = "run a block; go on only if it was true",
	.says = "go on only if this is [--negate|false|true], else leave with "
		"[--true|0|[--exit|<--exit>|[--negate|1|its exit code]]]:",
	.form = "{ [test...] } [prog...]",
	OPTS(struct opts, opts, .code = AS_IT_WAS),
	.traits = FORKS,
	.run = run_if,
	.exits = "the block's when not going on (1 with -n), 128+n when it was killed by signal n, "
		 "111 when "
		 "it could not be started",
	.help = "An exit code of 0 is true, any other is false. A block that a signal kills is a "
		"crash: the command leaves then, unless -X is given.",
	.example = "if { eltest 2 -gt 1 } echo yes\n"
		   "> yes\n"
		   "\n"
		   "if -t { false } echo no\n"
		   "= 0",
};
