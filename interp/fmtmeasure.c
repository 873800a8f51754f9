/* fmtmeasure.c - how wide the tokens of a script are, and what stands between them. */
#include <string.h>

#include "fmt.h"

uint32_t fmt_columns(char const *s, size_t len)
{
	uint32_t n = 0;
	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xC0) != 0x80;
	return n;
}

/* What stands in front of token I: how many newlines, and the indentation of the line it is on. */
static void measure_gap(char const *text, struct tokens const *t, struct piece *p, size_t i)
{
	p[i].indent = i ? p[i - 1].indent : 0;
	for (uint32_t at = i ? t->v[i - 1].to : 0; at < t->v[i].from; at++)
		if (text[at] == '\n') {
			p[i].before++;
			p[i].indent = 0;
		} else if (p[i].before || !i) {
			p[i].indent = text[at] == '\t' ? (p[i].indent | 7) + 1 : p[i].indent + 1;
		}
}

static void measure(
	char const *text, struct tokens const *t, struct piece *p, size_t i, uint32_t *blocks)
{
	struct token const *k = t->v + i;
	size_t len = k->to - k->from;
	char const *newline = memchr(text + k->from, '\n', len);
	measure_gap(text, t, p, i);
	p[i].width =
		fmt_columns(text + k->from, newline ? (size_t)(newline - text) - k->from : len);
	p[i].width += t->unclosed && i + 1 == t->n;
	p[i].flat = (i ? p[i - 1].flat + 1 : 0) + p[i].width;
	p[i].many_lines = (i ? p[i - 1].many_lines : 0) +
			  (p[i].before || newline || k->kind == TOKEN_COMMENT);
	/* The stack of open blocks is in `other` of those that are open. */
	p[i].other = *blocks;
	if (k->kind == TOKEN_OPEN) {
		*blocks = (uint32_t)i;
	} else if (k->kind == TOKEN_CLOSE) {
		uint32_t open = *blocks;
		*blocks = p[open].other;
		p[open].other = (uint32_t)i;
		p[i].other = open;
	}
}

void fmt_measure(char const *text, struct tokens const *t, struct piece *pieces)
{
	uint32_t blocks = 0;
	if (t->n)
		memset(pieces, 0, t->n * sizeof *pieces);
	for (size_t i = 0; i < t->n; i++)
		measure(text, t, pieces, i, &blocks);
}
