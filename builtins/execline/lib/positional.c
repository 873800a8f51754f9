/* positional.c - the parameters #, 0, 1.. in the environment. */
#include <skalibs/types.h>

#include "execline.h"

struct next positional_read(struct ctx *x, struct positional *p, int code)
{
	char b[DECIMAL];
	char const *count = env_value(x, "#");
	if (!count)
		return failcode(x, code, "# is not set");
	if (!uint0_scan(count, &p->n) || p->n > x->env.n)
		return failcode(x, code, "invalid number of parameters: ", count);
	p->argv = arena_get(x, (p->n + 2) * sizeof *p->argv);
	for (unsigned int i = 0; i <= p->n; i++) {
		p->argv[i] = env_value(x, decimal(b, i));
		if (!p->argv[i])
			return failcode(x, code, b, " is not set");
	}
	p->argv[p->n + 1] = 0;
	return chain(0);
}

void positional_write(struct ctx *x, char const *const *from, size_t n, size_t had)
{
	char b[DECIMAL];
	for (size_t i = 0; i < n; i++)
		env_set(x, decimal(b, i + 1), from[i]);
	for (size_t i = n; i < had; i++)
		env_unset(x, decimal(b, i + 1));
	env_set_number(x, "#", n);
}

int too_few_arguments(struct ctx *x, size_t have, size_t want, unsigned int unset)
{
	unsigned int strict = env_number(x, "EXECLINE_STRICT", unset);
	char a[DECIMAL], b[DECIMAL];
	if (have >= want || !strict)
		return 0;
	diag(x, strict > 1 ? "fatal" : "warning",
		DIAG_PARTS("too few arguments: expected at least ", decimal(a, want), " but got ",
			decimal(b, have)));
	return strict > 1 ? -1 : 0;
}
