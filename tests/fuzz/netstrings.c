/* netstrings.c - a value is refused, or says the same when it is written again. */
#include "diag.h"
#include "subst.h"

#include "fuzz.h"

/* What the texts V would be, written as numbers without zeros in front. */
static size_t written(char const *const *v, size_t n)
{
	size_t len = 0;
	char b[DECIMAL];
	for (size_t i = 0; i < n; i++)
		len += strlen(decimal(b, strlen(v[i]))) + strlen(v[i]) + 2;
	return len;
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	struct transform t = { .split = 1, .delim = "" };
	size_t n = 0;
	char const *const *v = transform(x, s, len, &t, &n);
	must_hold(!v || memchr(s, 0, len) || written(v, n) <= len);
	must_hold(!v || n <= len / 3);
}
