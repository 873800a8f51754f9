/* each.c - one action for each of some words. */
#include "each.h"

#include "ctx.h"

char const *each_word(
	struct ctx *x, struct word *words, int (*act)(char const *text, void *arg), void *arg)
{
	for (; words->s; words++) {
		char const *text = word_wire(x, words);
		x->at = words->at;
		if (act(text, arg) < 0)
			return text;
	}
	return 0;
}
