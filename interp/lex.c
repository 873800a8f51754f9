/* lex.c - script text to words. The grammar is in doc/language.md. */
#include "lex.h"

#include <string.h>

struct lexer {
	char const *s, *end; /* end: the first NUL or the end of the text */
	char const *start;
	char *out;         /* where text goes; as many bytes as the script has, and one */
	int dollar;        /* the word that is being made holds one */
	struct word *word; /* the next one to make */
	uint32_t *open;    /* places of the blocks that are open */
	uint32_t depth;
	char const *wrong; /* what is wrong, once something is */
	char const *where;
	struct tokens *tokens; /* where they are wanted, else 0 */
};

/* Control characters too. NUL is never looked at: it ends the text. */
static uint32_t place(struct lexer const *l, char const *p)
{
	return (uint32_t)(p - l->start) + 1;
}

static int wrong(struct lexer *l, char const *what, char const *where)
{
	l->wrong = what;
	l->where = where;
	return 0;
}

/* What stands from FROM to here is a token. */
static void token(struct lexer *l, enum token_kind kind, char const *from)
{
	if (l->tokens)
		l->tokens->v[l->tokens->n++] = (struct token){ .kind = kind,
			.from = (uint32_t)(from - l->start),
			.to = (uint32_t)(l->s - l->start) };
}

/* Looking for the dollar later costs as much as all the rest. */
static void add(struct lexer *l, char c)
{
	l->dollar |= c == '$';
	*l->out++ = c;
}

static void skip_comment(struct lexer *l)
{
	char const *from = l->s;
	while (l->s < l->end && *l->s != '\n')
		l->s++;
	token(l, TOKEN_COMMENT, from);
}

static void skip_to_word(struct lexer *l)
{
	while (l->s < l->end) {
		if (lex_is_blank(*l->s))
			l->s++;
		else if (*l->s == '\\' && (l->s + 1 == l->end || l->s[1] == '\n'))
			l->s += l->s + 1 == l->end ? 1 : 2;
		else if (*l->s == '#')
			skip_comment(l);
		else
			return;
	}
}

static int digit(char c, int base)
{
	int d = c >= '0' && c <= '9'   ? c - '0'
		: c >= 'a' && c <= 'f' ? c - 'a' + 10
		: c >= 'A' && c <= 'F' ? c - 'A' + 10
				       : base;
	return d < base ? d : -1;
}

/* \D[DD] decimal, \0x H[H], \0O[OO]: l->s is at the first digit. */
static int numeric_escape(struct lexer *l)
{
	char const *from = l->s - 1;
	int base = 10, most = 3, value = 0, n = 0;
	if (*l->s == '0') {
		l->s++;
		base = 8;
		if (l->s < l->end && *l->s == 'x') {
			l->s++;
			base = 16;
			most = 2;
		}
	}
	for (; n < most && l->s < l->end && digit(*l->s, base) >= 0; n++)
		value = value * base + digit(*l->s++, base);
	if (!n || !value || value > 255)
		return wrong(l, "syntax error", from);
	add(l, (char)value);
	return 1;
}

static int quoted_escape(struct lexer *l)
{
	static char const plain[] = "abtnvfr", meaning[] = "\a\b\t\n\v\f\r";
	if (*l->s >= '0' && *l->s <= '9')
		return numeric_escape(l);
	char const *p = memchr(plain, *l->s, sizeof plain - 1);
	if (p)
		add(l, meaning[p - plain]);
	else if (*l->s != '\n')
		add(l, *l->s);
	l->s++;
	return 1;
}

/* l->s is behind the opening quote. */
static int quoted(struct lexer *l)
{
	char const *from = l->s - 1;
	int numeric = 0;
	while (l->s < l->end && *l->s != '"') {
		numeric = 0;
		if (*l->s != '\\') {
			add(l, *l->s++);
			continue;
		}
		if (++l->s == l->end)
			break;
		numeric = *l->s >= '0' && *l->s <= '9';
		if (!quoted_escape(l))
			return 0;
	}
	if (l->s < l->end)
		l->s++;
	else if (!numeric)
		return wrong(l, LEX_OPEN_QUOTE, from);
	else if (l->tokens)
		l->tokens->unclosed = 1;
	return 1;
}

static int word_body(struct lexer *l)
{
	while (l->s < l->end && !lex_is_blank(*l->s)) {
		char c = *l->s++;
		if (c == '"') {
			if (!quoted(l))
				return 0;
		} else if (c != '\\') {
			add(l, c);
		} else if (l->s == l->end) {
			return wrong(l, LEX_LAST_BACKSLASH, l->s - 1);
		} else {
			add(l, *l->s++);
		}
	}
	return 1;
}

static void emit(struct lexer *l, char *text, char const *from)
{
	*l->out++ = 0;
	*l->word++ = (struct word){
		.s = text, .at = place(l, from), .depth = l->depth, .dollar = l->dollar != 0
	};
	l->dollar = 0;
}

/* Whether a lone brace stands here: -1 for a `{` that nothing follows. */
static int brace(struct lexer const *l)
{
	if (*l->s != '{' && *l->s != '}')
		return 0;
	if (l->s + 1 == l->end)
		return *l->s == '{' ? -1 : 1;
	return lex_is_blank(l->s[1]);
}

static int block_edge(struct lexer *l)
{
	char const *from = l->s++;
	if (*from == '{') {
		if (l->depth == LEX_DEEPEST)
			return wrong(l, LEX_TOO_DEEP, from);
		l->open[l->depth++] = place(l, from);
		token(l, TOKEN_OPEN, from);
		return 1;
	}
	if (!l->depth)
		return wrong(l, "unmatched }", from);
	l->depth--;
	token(l, TOKEN_CLOSE, from);
	emit(l, l->out, from);
	return 1;
}

static int word(struct lexer *l)
{
	char const *from = l->s;
	char *text = l->out;
	int b = brace(l);
	if (b < 0)
		return wrong(l, LEX_LAST_BRACE, from);
	if (b)
		return block_edge(l);
	if (!word_body(l))
		return 0;
	token(l, TOKEN_WORD, from);
	emit(l, text, from);
	return 1;
}

char const *lex_tokens(
	struct ctx *x, struct script const *src, struct word **words, struct tokens *tokens)
{
	uint32_t open[LEX_DEEPEST];
	size_t len = strnlen(src->text, src->len);
	struct lexer l = {
		.s = src->text, .start = src->text, .end = src->text + len, .tokens = tokens
	};
	/* A word takes two bytes of script at least, but for the last one: nothing here can
	 * overflow. */
	l.out = arena_get(x, len + 2);
	l.open = open;
	l.word = *words = arena_get(x, (len / 2 + 2) * sizeof *l.word);
	if (tokens)
		*tokens = (struct tokens){ .v = arena_get(x, (len / 2 + 2) * sizeof *tokens->v),
			.end = (uint32_t)len };
	for (skip_to_word(&l); l.s < l.end && !l.wrong; skip_to_word(&l))
		word(&l);
	*l.word = (struct word){ 0 };
	x->at = l.wrong ? place(&l, l.where) : l.depth ? l.open[l.depth - 1] : 0;
	return l.wrong ? l.wrong : l.depth ? LEX_OPEN_BLOCK : 0;
}

char const *lex(struct ctx *x, struct script const *src, struct word **words)
{
	return lex_tokens(x, src, words, 0);
}
