/* lex.h - script text to words. */
#ifndef LEX_H
#define LEX_H

#include "ctx.h"

/* Makes words of the script SRC. Returns 0, or what is wrong with it ("syntax error", "unmatched
   {", "unmatched }", "too many blocks inside each other") with the place in x->at. The words come from
   the arena and point into it. */
char const *lex(struct ctx *x, struct script const *src, struct word **words);

#endif
