/* utf8.h - characters in bytes that may be anything. */
#ifndef UTF8_H
#define UTF8_H

#include <skalibs/stralloc.h>
#include <stddef.h>

/* How many bytes the character at S takes, of LEN bytes at most: 0 if there is no valid one. */
size_t utf8_len(char const *s, size_t len);

/* The same, but 0 for one that a terminal obeys instead of showing it: controls, and what turns the
   direction of text. *COLUMNS: how wide it is shown. */
size_t utf8_shown(char const *s, size_t len, int *columns);

/* How wide S is shown on a terminal, in at most ROOM columns; with TO, that much of it is appended. What a
   terminal would obey becomes a question mark. */
int utf8_put(stralloc *to, char const *s, int room);

/* N blanks, none if it is below 0. */
void utf8_blanks(stralloc *to, int n);

#endif
