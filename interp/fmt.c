/* fmt.c - a script in its canonical layout (doc/tools.md). Only what stands between tokens changes. */
#include "fmt.h"

#include <string.h>

enum { WIDTH = 100, STEP = 2, DEEPEST = 30 };

/* Where the opening brace of a block of several lines stands: one manner in all of a script. */
enum manner { OWN_LINE, SAME_LINE };

/* A block being written. */
struct level {
	int open;        /* it has lines of its own */
	uint32_t indent; /* of what it is in */
};

struct printer {
	char const *text;
	struct tokens const *t;
	struct piece const *p;
	stralloc *to;
	struct level *level; /* the innermost block, or the script */
	enum manner manner;
	uint32_t indent, column;
	uint32_t ahead; /* the next token that is no comment, from some comment on */
	int after_open; /* the last token closed a block of several lines */
	int failed;     /* no memory */
};

static void add(struct printer *p, char const *s, size_t len)
{
	if (!stralloc_catb(p->to, s, len))
		p->failed = 1;
}

static int is_empty(struct piece const *p, size_t open)
{
	return p[open].other == open + 1;
}

/* Whether the author wrote the block on several lines. */
static int has_lines(struct piece const *p, size_t open)
{
	return !is_empty(p, open) && p[p[open].other].many_lines > p[open].many_lines;
}

/* The brace of the first block of several lines whose brace could have stood elsewhere decides. */
static enum manner find_manner(struct tokens const *t, struct piece const *p)
{
	for (size_t i = 1; i < t->n; i++) {
		enum token_kind before = t->v[i - 1].kind;
		if (t->v[i].kind == TOKEN_OPEN && has_lines(p, i) && p[i].place != PLACE_COMMAND &&
			(before == TOKEN_WORD || before == TOKEN_CLOSE))
			return p[i].before ? OWN_LINE : SAME_LINE;
	}
	return OWN_LINE;
}

static void new_line(struct printer *p, uint32_t indent, int blank)
{
	static char const spaces[(DEEPEST + 1) * STEP + 1] = "                              "
							     "                                ";
	if (p->to->len)
		add(p, "\n\n", 1 + (size_t)blank);
	add(p, spaces, indent);
	p->column = indent;
}

static void space(struct printer *p)
{
	add(p, " ", 1);
	p->column++;
}

/* The token as it was written. */
static void write_token(struct printer *p, size_t i)
{
	struct token const *k = p->t->v + i;
	size_t len = k->to - k->from;
	char const *s = p->text + k->from, *last = memrchr(s, '\n', len);
	if (k->kind == TOKEN_COMMENT && k->from)
		while (lex_is_blank(s[len - 1]))
			len--;
	add(p, s, len);
	if (last)
		p->column = fmt_columns(last + 1, (size_t)(s + len - last - 1));
	else
		p->column += p->p[i].width;
}

static uint32_t further(struct printer const *p)
{
	return p->indent + STEP;
}

/* The indentation of token I, should it begin a line. */
static uint32_t indent_of(struct printer const *p, size_t i)
{
	struct piece const *k = p->p + i;
	if (i == p->t->n || p->t->v[i].kind != TOKEN_WORD)
		return p->indent;
	switch (k->place) {
	case PLACE_OPERAND:
	case PLACE_ARGUMENT: return further(p);
	case PLACE_FREE:
		return k->before && k->indent > p->p[k->head].indent ? further(p) : p->indent;
	default: return p->indent;
	}
}

static int is_first(struct printer const *p, size_t i)
{
	return !i || p->t->v[i - 1].kind == TOKEN_OPEN;
}

/* A paragraph is kept apart from the one before it. */
static int is_apart(struct printer const *p, size_t i)
{
	return p->p[i].before > 1 && !is_first(p, i);
}

/* Whether I has to begin a line. */
static int begins_line(struct printer const *p, size_t i)
{
	struct piece const *k = p->p + i;
	if (!p->level->open)
		return 0;
	if (is_first(p, i) || p->t->v[i - 1].kind == TOKEN_COMMENT || k->place == PLACE_COMMAND)
		return 1;
	return k->place != PLACE_OPERAND && (k->before || p->after_open);
}

static uint32_t wrapped(struct printer const *p, struct piece const *k)
{
	return k->place == PLACE_ITEM ? p->indent : further(p);
}

/* Whether the word is too long for this line, but not for the next. */
static int is_to_wrap(struct printer const *p, struct piece const *k)
{
	return p->level->open && p->column + 1 + k->width > WIDTH &&
	       wrapped(p, k) + k->width <= WIDTH;
}

static void print_word(struct printer *p, size_t i)
{
	struct piece const *k = p->p + i;
	if (begins_line(p, i)) {
		uint32_t indent = indent_of(p, i);
		new_line(p, indent, indent == p->indent && is_apart(p, i));
	} else if (is_to_wrap(p, k)) {
		new_line(p, wrapped(p, k), 0);
	} else {
		space(p);
	}
	write_token(p, i);
}

static void print_comment(struct printer *p, size_t i)
{
	if (i && !p->p[i].before) {
		space(p);
		write_token(p, i);
		return;
	}
	if (p->ahead <= i)
		p->ahead = (uint32_t)i;
	while (p->ahead < p->t->n && p->t->v[p->ahead].kind == TOKEN_COMMENT)
		p->ahead++;
	new_line(p, indent_of(p, p->ahead), is_apart(p, i));
	write_token(p, i);
}

/* Whether the block stands on one line if its brace stands at COLUMN. */
static int fits(struct printer const *p, size_t i, uint32_t column)
{
	uint64_t width = p->p[p->p[i].other].flat - p->p[i].flat + 1;
	return !p->level->open || (!has_lines(p->p, i) && column + width <= WIDTH);
}

static void print_open(struct printer *p, size_t i)
{
	int forced = p->level->open && (is_first(p, i) || p->t->v[i - 1].kind == TOKEN_COMMENT ||
					       p->p[i].place == PLACE_COMMAND);
	int own = forced || (p->after_open && p->manner == OWN_LINE);
	int flat = fits(p, i, own ? p->indent : p->column + 1);
	if (own || (!flat && p->manner == OWN_LINE))
		new_line(p, p->indent, p->p[i].place == PLACE_COMMAND && is_apart(p, i));
	else
		space(p);
	write_token(p, i);
	p->level++;
	*p->level = (struct level){ .open = !flat, .indent = p->indent };
	if (!flat && p->indent < DEEPEST * STEP)
		p->indent += STEP;
}

static void print_close(struct printer *p, size_t i)
{
	p->indent = p->level->indent;
	p->after_open = p->level->open;
	if (p->level->open)
		new_line(p, p->indent, 0);
	else
		space(p);
	p->level--;
	write_token(p, i);
}

static void print_tokens(struct printer *p)
{
	for (size_t i = 0; i < p->t->n; i++) {
		switch (p->t->v[i].kind) {
		case TOKEN_WORD: print_word(p, i); break;
		case TOKEN_OPEN: print_open(p, i); break;
		case TOKEN_CLOSE: print_close(p, i); continue;
		case TOKEN_COMMENT: print_comment(p, i); break;
		}
		p->after_open = 0;
	}
	if (p->t->unclosed)
		add(p, "\"", 1);
	if (p->t->n)
		add(p, "\n", 1);
}

/* A comment that looks like an interpreter line, but is not at the beginning, must not get there. */
static int looks_like_interpreter(char const *text, struct tokens const *t)
{
	struct token const *k = t->v;
	return t->n && k->from && k->kind == TOKEN_COMMENT && k->to - k->from > 1 &&
	       text[k->from + 1] == '!';
}

char const *fmt(struct ctx *x, struct script const *src, stralloc *to)
{
	struct word *words;
	struct tokens t;
	stralloc out = STRALLOC_ZERO;
	char const *wrong = lex_tokens(x, src, &words, &t);
	if (wrong)
		return wrong;
	struct piece *pieces = arena_get(x, (t.n + 1) * sizeof *pieces);
	fmt_measure(src->text, &t, pieces);
	fmt_places(x, words, &t, pieces);
	struct level *levels = arena_get(x, (t.n + 1) * sizeof *levels);
	*levels = (struct level){ .open = 1 };
	struct printer p = { .text = src->text,
		.t = &t,
		.p = pieces,
		.to = &out,
		.level = levels,
		.manner = find_manner(&t, pieces) };
	print_tokens(&p);
	if (looks_like_interpreter(src->text, &t) && !stralloc_cats(to, "\n"))
		p.failed = 1;
	if (!stralloc_catb(to, out.s, out.len) ||
		!stralloc_catb(to, src->text + t.end, src->len - t.end))
		p.failed = 1;
	stralloc_free(&out);
	return p.failed ? "out of memory" : 0;
}
