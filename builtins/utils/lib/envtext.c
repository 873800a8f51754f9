/* envtext.c - the environment as a text. */
#include "envtext.h"

#include <string.h>

#include "ctx.h"

char const *env_text(struct ctx *x, char end, int last_too, size_t *len)
{
	size_t size = 0;
	for (size_t i = 0; i < x->env.n; i++)
		size += strlen(x->env.v[i]) + 1;
	char *text = arena_get(x, size), *to = text;
	for (size_t i = 0; i < x->env.n; i++) {
		to = stpcpy(to, x->env.v[i]);
		*to++ = end;
	}
	*len = size - (size && !last_too);
	return text;
}
