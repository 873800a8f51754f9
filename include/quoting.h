/* quoting.h - strings in quotes, as s6-quote writes them. */
#ifndef QUOTING_H
#define QUOTING_H

#include <skalibs/stralloc.h>
#include <stddef.h>

/* Whether the first character of DELIM can be a quote: escapes have to stay what they are. */
int quoting_fits(char const *delim);

/* Appends the LEN bytes at S, with escapes for all that is not plain; between quotes (the first character of DELIM)
   unless BARE. 0 without memory. */
int quoting_add(stralloc *to, char const *s, size_t len, char const *delim, int bare);

/* Appends what the LEN bytes at S say: they begin and end with one of the characters of DELIM, or have only
   escapes if that is empty. Returns 0, or what is wrong with them; or what could not be done, with errno. */
char const *quoting_read(stralloc *to, char const *s, size_t len, char const *delim);

#endif
