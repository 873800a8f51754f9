/* forward.c - options of one command become those of others. */
#include "forward.h"

#include <string.h>

#include "ctx.h"

void line_drop(struct line *l, size_t n)
{
	l->n = n;
	l->word[n] = (struct word){ 0 };
}

void line_add(struct line *l, char const *text)
{
	if (l->n < LINE_WORDS)
		l->word[l->n++] = word_make(text, l->x->at);
}

unsigned int line_options(struct line *l, struct letters const *given, char const *set)
{
	unsigned int n = 0;
	for (unsigned int i = 0; i < given->n; i++) {
		if (!strchr(set, given->s[i]))
			continue;
		line_add(l, join(l->x, "-", (char const[]){ given->s[i], 0 }));
		if (given->arg[i])
			line_add(l, given->arg[i]);
		n++;
	}
	return n;
}

struct next line_chain(struct line const *l, struct word const *rest)
{
	return chain(words_join(l->x, l->word, rest));
}
