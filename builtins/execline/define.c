/* define.c - substitute a literal value for a key. */
#include "builtin.h"

struct opts {
	struct transform t;
};

static struct opt const opts[] = {
	TRANSFORM_OPTS(struct opts),
	{ 0 },
};

static struct next subst_define(struct ctx *x, struct call const *c, struct vars *vars)
{
	struct opts const *o = c->opt;
	return vars_add_text(x, vars, c->arg[0], c->arg[1], strlen(c->arg[1]), &o->t);
}

struct cmd const cmd_define = {
	.name = "define",
	.brief = "substitute a value for a key in the rest of the chain",
	.says = "replace ${<key>} by <value> in what follows[--split|, split into words]",
	.form = "key value [prog...]",
	OPTS(struct opts, opts, .t = TRANSFORM_DEFAULT),
	.traits = PURE,
	.run = run_subst,
	.subst = subst_define,
	.exits = "111 for a key that is empty or a malformed netstring",
	.example = "define -s names \"one two\" echo <${names}>\n"
		   "> <one> <two>",
};
