/* positional.c - the parameters #, 0, 1.. in the environment. */
#include <skalibs/types.h>

#include "execline.h"

enum { MOST = 1 << 20 };

/* How many there are. */
static struct next read_count(struct ctx *x, unsigned int *n, int code)
{
	char const *count = env_value(x, "#");
	if (!count)
		return failcode(x, code, "# is not set");
	if (!uint0_scan(count, n) || *n > MOST)
		return failcode(x, code, "invalid number of parameters: ", count);
	return chain(0);
}

struct next positional_read(struct ctx *x, struct positional *p, int code, int may_miss)
{
	char b[DECIMAL];
	struct next answer = read_count(x, &p->n, code);
	if (answer.how == NEXT_EXIT)
		return answer;
	p->argv = arena_get(x, (p->n + 2) * sizeof *p->argv);
	for (unsigned int i = 0; i <= p->n; i++) {
		p->argv[i] = env_value(x, decimal(b, i));
		if (!p->argv[i] && !may_miss)
			return failcode(x, code, b, " is not set");
	}
	p->argv[p->n + 1] = 0;
	return chain(0);
}

void positional_write(struct ctx *x, char const *const *from, size_t n, size_t had)
{
	char b[DECIMAL];
	for (size_t i = 0; i < had || i < n; i++) {
		decimal(b, i + 1);
		if (i < n && from[i])
			env_set(x, b, from[i]);
		else
			env_unset(x, b);
	}
	env_set_number(x, "#", n);
}

long positional_block(struct ctx *x, char const *const *argv, unsigned int n)
{
	long i = 0;
	for (; argv[i] && *argv[i]; i++)
		if (*argv[i] != ' ' && unquoted_argument(x, argv[i], n, (unsigned long)i) < 0)
			return -1;
	return argv[i] ? i + 1 : 0;
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
