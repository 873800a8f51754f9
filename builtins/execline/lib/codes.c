/* codes.c - lists of exit codes that keep a loop going or end it. */
#include <skalibs/types.h>

#include "execline.h"

struct next codes_read(
	struct ctx *x, struct call const *c, struct codes *k, char const *text, int break_on)
{
	k->break_on = break_on;
	k->n = 0;
	if (!text)
		return chain(0);
	size_t len = ushort_scanlist(k->v, CODES, text, &k->n);
	if (!k->n) {
		fail(x, "invalid list of exit codes: ", *text ? text : "it is empty");
		return usage(x, c->cmd);
	}
	if (text[len])
		warn(x, "ignored in a list of exit codes: ", text + len);
	return chain(0);
}

int codes_go_on(struct codes const *k, int code)
{
	size_t i = 0;
	while (i < k->n && k->v[i] != code)
		i++;
	return (i < k->n) != k->break_on;
}
