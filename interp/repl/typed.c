/* typed.c - the words of a text that somebody is still typing. */
#include <string.h>

#include "lex.h"
#include "repl.h"

/* Stands where the cursor is, so that the word there is a word even when nothing is typed of it. */
#define CURSOR "\177"

/* The word that the cursor is in; what stands behind the cursor is cut off. */
static struct word *find_cursor(struct ctx *x, struct word *w)
{
	while (w->s && !strchr(w->s, CURSOR[0]))
		w++;
	if (w->s)
		w->s = arena_text(x, w->s, strcspn(w->s, CURSOR));
	return w->s ? w : 0;
}

/* The text's words up to the cursor's, and the braces between them. */
static void add_words(struct typed *t, struct tokens const *tokens)
{
	struct word const *w = t->chain;
	for (struct token const *k = tokens->v; w <= t->last; k++) {
		if (k->kind == TOKEN_COMMENT)
			continue;
		t->words[t->n++] = k->kind == TOKEN_OPEN    ? "{"
				   : k->kind == TOKEN_CLOSE ? "}"
							    : w->s;
		w += k->kind != TOKEN_OPEN;
		t->from = k->from;
	}
}

static int read_closed(struct ctx *x, stralloc const *text, struct typed *t)
{
	struct script src = { .name = "", .text = text->s, .len = text->len };
	struct tokens tokens;
	if (lex_tokens(x, &src, &t->chain, &tokens) || !(t->last = find_cursor(x, t->chain)))
		return 0;
	t->words = arena_get(x, tokens.n * sizeof *t->words);
	t->n = 0;
	add_words(t, &tokens);
	return 1;
}

int typed_read(struct ctx *x, char const *text, size_t len, struct typed *t)
{
	struct open open;
	stralloc closed = STRALLOC_ZERO;
	stralloc_catb(&closed, text, len);
	stralloc_cats(&closed, CURSOR);
	int ok = !text_close(x, &closed, &open) && read_closed(x, &closed, t);
	stralloc_free(&closed);
	return ok;
}
