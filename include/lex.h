/* lex.h - script text to words. */
#ifndef LEX_H
#define LEX_H

#include "ctx.h"

/* What is wrong with a script that may only lack its end. */
#define LEX_TOO_DEEP       "too many blocks inside each other"
#define LEX_OPEN_BLOCK     "unmatched {"
#define LEX_OPEN_QUOTE     "syntax error: unclosed quote"
#define LEX_LAST_BRACE     "syntax error: nothing after the last {"
#define LEX_LAST_BACKSLASH "syntax error: nothing after the last backslash"

/* Whether C keeps words apart: blanks and all control characters do. */
static inline int lex_is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

/* How many blocks may be inside each other. Every level may come to be a process that waits for the next; in
   exec's arguments fewer levels fit. */
enum { LEX_DEEPEST = 1000 };

/* Makes words of the script SRC. Returns 0, or what is wrong with it ("syntax error", "unmatched
   {", "unmatched }", "too many blocks inside each other") with the place in x->at. The words come from
   the arena and point into it. */
char const *lex(struct ctx *x, struct script const *src, struct word **words);

/* A script as it is written: the bytes from `from` to `to` of its text. */
enum token_kind { TOKEN_WORD, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_COMMENT };
struct token {
	uint32_t from, to;
	enum token_kind kind;
};

/* Words and ends of blocks are one token for each word that lex makes, in the same order. */
struct tokens {
	struct token *v;
	size_t n;
	uint32_t end; /* where the script ends: at its first NUL if it has one */
	int unclosed; /* the last word's quote may stay open, because it ends in a number */
};

/* As lex, and fills TOKENS, from the arena, when it is not 0. */
char const *lex_tokens(
	struct ctx *x, struct script const *src, struct word **words, struct tokens *tokens);

#endif
