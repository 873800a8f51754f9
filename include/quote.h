/* quote.h - words as they are written in a script. */
#ifndef QUOTE_H
#define QUOTE_H

#include <skalibs/stralloc.h>
#include <stddef.h>

/* Appends the LEN bytes at S as one word that the lexer reads back as they are: plain where it can be, else
   in quotes, with escapes for what a terminal would obey. They hold no null character. */
void quote_word(stralloc *to, char const *s, size_t len);

#endif
