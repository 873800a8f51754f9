/* envfile.c - any file is an environment or has a line that is wrong. */
#include "fuzz.h"

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	char const *const argv[] = { "envfile", "-", "end", 0 };
	fuzz_stdin(s, len);
	struct next n = cmd_call(x, cmd_find("envfile"), words_of(x, argv));
	must_hold(n.how == NEXT_EXIT ? n.code == 1 : !strcmp(n.words->s, "end"));
}
