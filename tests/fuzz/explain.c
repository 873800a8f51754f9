/* explain.c - any script can be explained, in characters that a terminal shows. */
#include "explain.h"
#include "lex.h"
#include "utf8.h"

#include "fuzz.h"

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	struct script src = { .name = "s", .text = s, .len = len };
	struct word *words;
	stralloc to = STRALLOC_ZERO;
	if (lex(x, &src, &words))
		return;
	explain(x, words, 0, &to);
	must_hold(to.len && to.s[to.len - 1] == '\n');
	for (size_t i = 0, n; i < to.len; i += n) {
		int columns;
		n = to.s[i] == '\n' ? 1 : utf8_shown(to.s + i, to.len - i, &columns);
		must_hold(n > 0);
	}
	stralloc_free(&to);
}
