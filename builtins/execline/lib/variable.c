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
	struct word import[] = { word_make("importas", x->at), word_make("-uSi", x->at),
		word_make("--", x->at), word_make(name, x->at), { 0 } };
	if (value)
		env_set(x, name, value);
	else
		env_unset(x, name);
	return chain(autoimport ? words_join(x, import, words) : words);
}
