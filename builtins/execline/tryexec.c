/* tryexec.c - go on with a block, or with the rest if that cannot be executed. */
#include "builtin.h"

struct opts {
	int empty, login, reverse;
	char const *argv0;
};

static struct opt const opts[] = {
	SET('n', "reverse", struct opts, reverse, 1,
		"go on with the rest, or with the block if that cannot be executed"),
	SET('c', "clear", struct opts, empty, 1, "empty the environment for the first of the two"),
	SET('l', "login", struct opts, login, 1, "put a dash in front of its argv[0]"),
	STR('a', "argv0", struct opts, argv0, "argv0", "the argv[0] of the first of the two"),
	{ 0 },
};

static struct next run_tryexec(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct fallback *f = arena_get(x, sizeof *f);
	if (o->reverse && !c->rest->s)
		return fail(x, "nothing to execute but the block");
	struct next n = chain(o->reverse ? c->rest : c->block[0]);
	f->words = o->reverse ? c->block[0] : c->rest;
	f->env = env_fork(x);
	n.fallback = f;
	x->argv0 = o->argv0;
	x->login = o->login;
	if (o->empty)
		env_init(x, (char const *const[]){ 0 });
	return n;
}

struct cmd const cmd_tryexec = {
	.name = "tryexec",
	.brief = "go on with a block, or with the rest if that cannot be executed",
	.says = "go on with [--reverse|what follows; if that cannot be executed, with this "
		"block|this block; if it cannot be executed, with what follows]:",
	.form = "{ block... } [prog...]",
	OPTS(struct opts, opts, 0),
	.run = run_tryexec,
	.exits = "0 when there is nothing left to execute",
	.help = "Only the start counts: what the first comes to later does not.",
	.example = "tryexec { ./no-such-server } echo \"not here\"\n"
		   "> not here",
};
