/* variable.c - giving a value to the rest of a chain. */
#include "execline.h"

struct next check_variable(struct ctx *x, char const *name)
{
	if (!*name || strchr(name, '='))
		return fail(x, "invalid variable name: ", *name ? name : "it is empty");
	return chain(0);
}

struct next hand_over(
	struct ctx *x, struct word *words, char const *name, char const *value, int autoimport)
{
	struct vars vars = { 0 };
	char const **v = arena_get(x, sizeof *v);
	if (!autoimport) {
		env_set(x, name, value);
		return chain(words);
	}
	*v = arena_text(x, value, strlen(value));
	env_unset(x, name);
	vars_add(x, &vars, name, v, 1);
	return chain(substitute(x, words, &vars));
}
