/* explainword.c - words and calls as they would be written. */
#include <string.h>

#include "explain.h"
#include "quote.h"

enum { WORD_LONG = 48, BLOCK_LONG = 40, CALL_LONG = 90 };

/* As many of the LEN bytes at S as are shown of a long word: no part of a character. */
static size_t shown(char const *s, size_t len)
{
	size_t n = len > WORD_LONG ? WORD_LONG : len;
	while (n < len && n && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

void explain_word(struct ctx *x, struct word const *w, stralloc *to)
{
	size_t len = strlen(w->s), n = shown(w->s, len);
	(void)x;
	quote_word(to, w->s, n);
	stralloc_cats(to, n < len ? "..." : "");
}

static void add_spaced(stralloc *to, char const *s)
{
	if (to->len && to->s[to->len - 1] != ' ')
		stralloc_cats(to, " ");
	stralloc_cats(to, s);
}

/* An empty block is an empty word, but stands where its brace does. */
static int is_empty_block(struct ctx *x, struct word const *w)
{
	return !*w->s && w->at && w->at <= x->src.len && x->src.text[w->at - 1] == '}';
}

/* Words as they were written, to END or the end of the block at DEPTH that they are in. */
static void add_words(struct ctx *x, struct word const *w, struct word const *end, uint32_t depth,
	stralloc *to, size_t most)
{
	size_t from = to->len;
	uint32_t at = depth;
	for (; w->s && w != end && (w->depth >= depth || *w->s); w++) {
		if (to->len - from > most) {
			add_spaced(to, "...");
			return;
		}
		for (; at < w->depth; at++)
			add_spaced(to, "{");
		if (w->depth < at && !*w->s) {
			at--;
			add_spaced(to, "}");
		} else if (is_empty_block(x, w)) {
			add_spaced(to, "{ }");
		} else {
			add_spaced(to, "");
			explain_word(x, w, to);
		}
	}
}

static struct word const *written(struct explain_words const *in, struct word const *read)
{
	return in->written + (read - in->read);
}

/* A block, at once if it is short. */
static void add_block(struct ctx *x, struct explain_words const *in, struct step const *s,
	struct word const *words, stralloc *to)
{
	size_t from = to->len;
	uint32_t depth = written(in, s->words)->depth + 1;
	add_spaced(to, "{");
	if (words)
		add_words(x, written(in, words), 0, depth, to, BLOCK_LONG);
	if (to->len - from > BLOCK_LONG) {
		to->len = from;
		add_spaced(to, "{ ...");
	}
	add_spaced(to, "}");
}

void explain_option(struct ctx *x, struct given const *g, int goes_on, stralloc *to)
{
	char const letter[] = { '-', g->letter, 0 };
	struct word attached = { .s = g->letter ? g->attached : 0 };
	if (g->letter)
		explain_word(x, &(struct word){ .s = letter + goes_on }, to);
	else
		explain_word(x, &g->word, to);
	if (attached.s)
		explain_word(x, &attached, to);
	if (g->value.s) {
		add_spaced(to, "");
		explain_word(x, &g->value, to);
	}
}

/* Operands and blocks, in the order of the form. */
static void add_operands(
	struct ctx *x, struct explain_words const *in, struct step const *s, stralloc *to)
{
	unsigned int n = 0, b = 0;
	struct operand o;
	char const *form = s->cmd ? given_form(s->cmd, s->options) : 0;
	while (form && form_next(&form, &o) && (n < s->operands || b < s->blocks)) {
		if (o.block && b < s->blocks) {
			add_block(x, in, s, s->block[b++].words, to);
		} else if (n < s->operands && s->operand[n++].word.s) {
			add_spaced(to, "");
			explain_word(x, &s->operand[n - 1].word, to);
		}
	}
	for (; b < s->blocks; b++)
		add_block(x, in, s, s->block[b].words, to);
}

void explain_call(struct ctx *x, struct explain_words const *in, struct step const *s, stralloc *to)
{
	char const *before = 0;
	struct word const *rest = s->rest.words, *end = s->next ? s->next->words : 0;
	explain_word(x, s->words, to);
	for (struct given const *g = s->options; g; g = g->next) {
		int goes_on = g->letter && g->word.s == before;
		if (!goes_on)
			add_spaced(to, "");
		explain_option(x, g, goes_on, to);
		before = g->word.s;
	}
	add_operands(x, in, s, to);
	if (!rest || !rest->s || rest == end)
		return;
	uint32_t depth = written(in, s->words)->depth;
	add_spaced(to, "");
	add_words(x, written(in, rest), end ? written(in, end) : 0, depth, to, CALL_LONG);
}

void explain_wrap(stralloc *to, char const *text, size_t len, size_t column, size_t indent)
{
	static size_t const width = 100;
	size_t first = column;
	for (char const *end = text + len; text < end;) {
		char const *space = memchr(text, ' ', (size_t)(end - text));
		size_t n = (size_t)((space ? space : end) - text);
		if (column > first && column + 1 + n > width) {
			stralloc_cats(to, "\n");
			for (column = 0; column < indent; column++)
				stralloc_cats(to, " ");
			first = column;
		} else if (column > first) {
			stralloc_cats(to, " ");
			column++;
		}
		stralloc_catb(to, text, n);
		column += n;
		text += n + 1;
	}
}
