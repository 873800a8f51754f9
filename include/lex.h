/* lex.h - script text to words. */
#ifndef LEX_H
#define LEX_H

#include "ctx.h"

/* What is wrong with a script that may only lack its end. */
#define LEX_OPEN_BLOCK     "unmatched {"
#define LEX_OPEN_QUOTE     "syntax error: unclosed quote"
#define LEX_LAST_BRACE     "syntax error: nothing after the last {"
#define LEX_LAST_BACKSLASH "syntax error: nothing after the last backslash"

/* Makes words of the script SRC. Returns 0, or what is wrong with it ("syntax error", "unmatched
   {", "unmatched }") with the place in x->at. The words come from the arena and point into it. */
char const *lex(struct ctx *x, struct script const *src, struct word **words);

#endif
