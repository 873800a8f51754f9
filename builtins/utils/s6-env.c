/* s6-env.c - change the environment and go on, or write it. */
#include "builtin.h"
#include "envtext.h"

struct opts {
	int empty;
};

static struct opt const opts[] = {
	SET('i', "ignore-environment", struct opts, empty, 1, "begin with none"),
	{ 0 },
};

static int any(char const *entry)
{
	(void)entry;
	return 1;
}

static struct next run_env(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct word *w = c->rest;
	size_t len;
	if (o->empty)
		env_filter(x, any);
	for (char const *eq; w->s && !w->depth && (eq = strchr(w->s, '=')) && eq > w->s; w++)
		env_set(x, arena_text(x, w->s, (size_t)(eq - w->s)), eq + 1);
	if (w->s)
		return chain(w);
	char const *text = env_text(x, '\n', 1, &len);
	put(x, text, len);
	return leave(0);
}

struct cmd const cmd_s6_env = {
	.name = "s6-env",
	.brief = "change the environment and go on, or write it",
	.says = "[--ignore-environment|begin with an empty environment, and ]set "
		"<assignments-and-prog>",
	.form = "[assignments-and-prog...]",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_env,
	.help = "Words of the form NAME=VALUE set variables; the first other one is the program.",
	.example = "s6-env -i A=1 B=2 s6-env\n"
		   "> A=1\n"
		   "> B=2",
};
