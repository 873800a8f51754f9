/* exec.c - go on, under another name or with an empty environment. */
#include "builtin.h"

struct opts {
	int empty, login;
	char const *argv0;
};

static struct opt const opts[] = {
	SET('c', "clear", struct opts, empty, 1, "empty the environment"),
	SET('l', "login", struct opts, login, 1, "put a dash in front of the program's argv[0]"),
	STR('a', "argv0", struct opts, argv0, "argv0", "the program's argv[0]"),
	{ 0 },
};

static struct next run_exec(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	x->argv0 = o->argv0;
	x->login = o->login;
	if (o->empty)
		env_init(x, (char const *const[]){ 0 });
	return chain(c->rest);
}

struct cmd const cmd_exec = {
	.name = "exec",
	.brief = "go on, under another name or with an empty environment",
	.says = "go on[--clear| with an empty environment][--argv0|, giving the program the name "
		"<--argv0>][--login|, with a dash in front of its name]",
	.form = "prog...",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_exec,
	.help = "Without options it changes nothing. A name is for a program that comes next, not "
		"for a command of this language.",
	.example = "exec -a worker my-server",
};
