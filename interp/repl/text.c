/* text.c - whether a chain is whole: the lexer says so. */
#include <string.h>

#include "lex.h"
#include "repl.h"

/* What is wrong with the text, at x->at; how many WORDS it makes. */
static char const *verdict(struct ctx *x, char const *text, size_t len, size_t *words)
{
	struct word *w;
	struct arena mark = arena_mark(x);
	char const *wrong = lex(x, &(struct script){ .name = "", .text = text, .len = len }, &w);
	if (words)
		*words = wrong ? 0 : words_len(w);
	arena_release(x, mark);
	return wrong;
}

static void add_braces(stralloc *text, size_t n)
{
	while (n--)
		stralloc_cats(text, "\n}");
}

/* TEXT with N blocks ended: less than 0 if that is too few, more if it is too many. */
static int closes(struct ctx *x, stralloc *text, size_t n)
{
	size_t len = text->len;
	add_braces(text, n);
	char const *wrong = verdict(x, text->s, text->len, 0);
	text->len = len;
	return !wrong ? 0 : !strcmp(wrong, LEX_OPEN_BLOCK) ? -1 : 1;
}

/* How many blocks are open in TEXT, which is one at least. */
static size_t count_blocks(struct ctx *x, stralloc *text)
{
	size_t low = 1, high = 1;
	while (closes(x, text, high) < 0)
		high *= 2;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (closes(x, text, middle) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

char const *text_close(struct ctx *x, stralloc *text, struct open *open)
{
	static struct {
		char const *wrong, *add;
	} const ends[] = { { LEX_OPEN_QUOTE, "\"" }, { LEX_LAST_BRACE, "\n" },
		{ LEX_LAST_BACKSLASH, "\n" } };
	char const *wrong;
	*open = (struct open){ 0 };
	while ((wrong = verdict(x, text->s, text->len, 0))) {
		size_t i = 0;
		while (i < sizeof ends / sizeof *ends && strcmp(wrong, ends[i].wrong))
			i++;
		if (i == sizeof ends / sizeof *ends)
			break;
		if (i != 1)
			open->mark = i ? '\\' : '"';
		stralloc_cats(text, ends[i].add);
	}
	if (!wrong || strcmp(wrong, LEX_OPEN_BLOCK))
		return wrong;
	open->blocks = count_blocks(x, text);
	add_braces(text, open->blocks);
	return 0;
}

/* A backslash that ends the text and is no part of a word: a letter behind it would make one. */
static int last_backslash(struct ctx *x, stralloc *text)
{
	size_t now, then;
	if (!text->len || text->s[text->len - 1] != '\\')
		return 0;
	verdict(x, text->s, text->len, &now);
	stralloc_cats(text, "x");
	verdict(x, text->s, text->len--, &then);
	return then > now;
}

int text_goes_on(struct ctx *x, char const *text, size_t len, struct open *open)
{
	stralloc closed = STRALLOC_ZERO;
	stralloc_catb(&closed, text, len);
	char const *wrong = text_close(x, &closed, open);
	if (!wrong && !open->mark && !open->blocks) {
		closed.len = len;
		open->mark = last_backslash(x, &closed) ? '\\' : 0;
	}
	stralloc_free(&closed);
	return !wrong && (open->mark || open->blocks);
}
