/* importas.c - substitute the value of a variable for a key. */
#include "builtin.h"

struct opts {
	struct transform t;
	int insist, unexport, same;
	char const *fallback;
};

static struct opt const opts[] = {
	SET('i', "insist", struct opts, insist, 1, "leave with 100 when the variable is not set"),
	STR('D', "default", struct opts, fallback, "default", "the value when it is not set"),
	SET('u', "unexport", struct opts, unexport, 1, "remove the variable from the environment"),
	SET('S', "same", struct opts, same, 1, "one name for the key and the variable"),
	TRANSFORM_OPTS(struct opts),
	{ 0 },
};

static struct next subst_importas(struct ctx *x, struct call const *c, struct vars *vars)
{
	struct opts const *o = c->opt;
	char const *key = c->arg[0], *name = o->same ? key : c->arg[1], *value = env_value(x, name);
	if (!value && o->insist)
		return fail(x, name, " is not set");
	if (!value)
		value = o->fallback;
	struct next n = value ? vars_add_text(x, vars, key, value, strlen(value), &o->t)
			      : vars_add(x, vars, key, 0, 0);
	if (o->unexport)
		env_unset(x, name);
	return n;
}

struct cmd const cmd_importas = {
	.name = "importas",
	.brief = "substitute the value of a variable for a key in the rest of the chain",
	.form = "key variable prog... | variable prog...",
	.form_slot = FORM_SLOT(struct opts, same),
	OPTS(struct opts, opts, .t = TRANSFORM_DEFAULT),
	.traits = PURE,
	.run = run_subst,
	.subst = subst_importas,
	.exits = "100 when the variable is not set and -i was given, 111 for a bad key",
	.help = "A variable that is not set, without -i and -D, makes the words that use it "
		"vanish.",
};
