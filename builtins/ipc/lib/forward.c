/* forward.c - options of one command become those of others. */
#include "forward.h"

#include <string.h>

#include "ctx.h"

/* Leaves the first N words. */
static void line_drop(struct line *l, size_t n)
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

void line_socket(struct line *l, struct letters const *given, char const *binder, char const *path)
{
	line_add(l, "s6-ipcserver-socketbinder");
	line_options(l, given, binder);
	line_add(l, "--");
	line_add(l, path);
	size_t before = l->n;
	line_add(l, "s6-applyuidgid");
	if (line_options(l, given, "GguU")) {
		line_add(l, "-z");
		line_add(l, "--");
	} else {
		line_drop(l, before);
	}
}

struct next line_chain(struct line const *l, struct word const *rest)
{
	return chain(words_join(l->x, l->word, rest));
}
