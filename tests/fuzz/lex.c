/* lex.c - any bytes are a script or have a fault that stands in them. */
#include "lex.h"

#include "fuzz.h"

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	struct script src = { .name = "s", .text = s, .len = len };
	struct word *words;
	char const *wrong = lex(x, &src, &words);
	must_hold(!wrong || (x->at && x->at <= len));
	size_t bytes = 0;
	uint32_t last = 0;
	for (; !wrong && words->s; words++) {
		must_hold(words->at > last && words->at <= len && words->depth < len);
		must_hold(words->dollar == (strchr(words->s, '$') != 0));
		bytes += strlen(words->s) + 1;
		last = words->at;
	}
	must_hold(wrong || bytes <= len + 1);
}
