/* operand.c - operands that are numbers. */
#include <limits.h>
#include <skalibs/types.h>

#include "execline.h"

struct next operand_number(
	struct ctx *x, struct call const *c, int i, char const *what, unsigned int *n)
{
	if (!uint0_scan(c->arg[i], n))
		return fail(x, "invalid ", what, ": ", c->arg[i]);
	return chain(0);
}

struct next operand_fd(struct ctx *x, struct call const *c, int i, int *fd)
{
	unsigned int n = 0;
	struct next answer = operand_number(x, c, i, "descriptor", &n);
	if (answer.how == NEXT_CHAIN && n > INT_MAX)
		return fail(x, "invalid descriptor: ", c->arg[i], " is too large");
	*fd = (int)n;
	return answer;
}
