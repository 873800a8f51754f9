/* loglines.h - a text that grows by blocks, taken line by line. */
#ifndef LOGLINES_H
#define LOGLINES_H

#include <skalibs/stralloc.h>

/* LINE has a NUL in place of its end, and may be changed. */
typedef void line_fn(void *arg, char const *line, size_t len);

/* Calls FN for every line of TEXT, which ends in a newline or NUL; keeps what is left. Lines longer than
   LIMIT, unless that is 0, are split. The bytes from FRESH on are new. TEXT must have room for one
   more byte. */
void lines_take(stralloc *text, size_t fresh, size_t limit, line_fn *fn, void *arg);

/* Appends HEAD, LINE and a newline to TEXT. 0, or -1 without memory. */
int lines_add(stralloc *text, stralloc const *head, char const *line, size_t len);

/* The same for a HEAD that is an object of JSON up to where the line's text is to be. */
int lines_json(stralloc *text, stralloc const *head, char const *line, size_t len);

/* Makes FD, if it is of the kind that might, not wait. Returns the flags it had, or -1. */
int lines_ready(int fd);

/* Writes as much of TEXT to FD as it takes without waiting, and keeps the rest. Returns whether there is
   a rest, or -1 with errno. */
int lines_drain(stralloc *text, int fd);

#endif
