/* putenv.c - writing the environment. */
#include "putenv.h"

#include "put.h"

void put_environment(struct ctx *x, char end, int last_too)
{
	for (size_t i = 0; i < x->env.n; i++) {
		put_text(x, x->env.v[i]);
		put(x, &end, last_too || i + 1 < x->env.n);
	}
}
