/* elgetopt.c - any parameters are options or are refused. Input: lines: the letters, the parameters. */
#include "fuzz.h"

enum { MOST = 24 };

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	size_t n;
	char const *const *texts = fuzz_texts(x, s, len, &n);
	if (n > MOST)
		return;
	char const *const argv[] = { "elgetopt", "--", texts[0], "end", 0 };
	env_positional(x, "script", n - 1, texts + 1);
	struct next next = cmd_call(x, cmd_find("elgetopt"), words_of(x, argv));
	must_hold(next.how == NEXT_EXIT ? next.code == 1 || next.code == 100
					: !strcmp(next.words->s, "end"));
	must_hold(next.how == NEXT_EXIT || env_number(x, "#", 9999) < n);
}
