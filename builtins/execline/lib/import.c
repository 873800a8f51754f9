/* import.c - the value of a variable for a key. */
#include "execline.h"

struct next subst_import(struct ctx *x, struct call const *c, struct vars *vars)
{
	struct import_opts const *o = c->opt;
	char const *key = c->arg[0], *name = o->same ? key : c->arg[1], *value = env_value(x, name);
	struct next n = vars_check(x, vars, key);
	if (n.how == NEXT_EXIT)
		return n;
	if (!value && o->insist)
		return fail(x, name, " is not set");
	if (!value)
		value = o->fallback;
	n = value ? vars_add_text(x, vars, key, value, strlen(value), &o->t)
		  : vars_add(x, vars, key, 0, 0);
	if (n.how == NEXT_CHAIN && o->unexport)
		vars->v[vars->n - 1].unset = name;
	return n;
}
