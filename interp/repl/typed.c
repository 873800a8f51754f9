/* typed.c - the words of a text that somebody is still typing. */
#include <string.h>

#include "lex.h"
#include "repl.h"

/* Stands where the cursor is, so that the word there is a word even when nothing is typed of it. */
#define CURSOR "\001"

struct tokens_out {
	struct ctx *x;
	char const **v;
	size_t n;
	uint32_t depth;
};

static void token(struct tokens_out *t, char const *s)
{
	t->v[t->n++] = s;
}

/* W as the text has it: with the braces before it, and a brace for the end of a block. */
static void add_word(struct tokens_out *t, struct word const *w, char const *text)
{
	int end = !*w->s && text[w->at - 1] == '}';
	for (; t->depth < w->depth + (uint32_t)end; t->depth++)
		token(t, "{");
	if (end) {
		token(t, "}");
		t->depth--;
	} else
		token(t, w->s);
}

/* The word that the cursor is in; what stands behind the cursor is cut off. */
static struct word *find_cursor(struct ctx *x, struct word *w)
{
	while (w->s && !strchr(w->s, CURSOR[0]))
		w++;
	if (w->s)
		w->s = arena_text(x, w->s, strcspn(w->s, CURSOR));
	return w->s ? w : 0;
}

static int read_closed(struct ctx *x, stralloc const *text, struct typed *t)
{
	struct script src = { .name = "", .text = text->s, .len = text->len };
	if (lex(x, &src, &t->chain) || !(t->last = find_cursor(x, t->chain)))
		return 0;
	/* A word takes itself; the braces are as many as bytes at most. */
	struct tokens_out out = { .x = x, .v = arena_get(x, (2 * text->len + 2) * sizeof *out.v) };
	for (struct word *w = t->chain; w <= t->last; w++)
		add_word(&out, w, text->s);
	t->words = out.v;
	t->n = out.n;
	t->from = t->last->at - 1;
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
