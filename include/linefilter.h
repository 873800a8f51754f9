/* linefilter.h - a text from descriptor to descriptor, line by line. */
#ifndef LINEFILTER_H
#define LINEFILTER_H

#include <skalibs/stralloc.h>

/* What becomes of a line: it follows with its newline, is left out, or nothing more is read, with errno. */
enum { LINEFILTER_STOP, LINEFILTER_LINE, LINEFILTER_OUT };

/* Appends to OUT what becomes of LINE, its newline not counted. Without memory: LINEFILTER_STOP. */
typedef int linefilter_fn(void *arg, stralloc *out, char const *line, size_t len);

/* COMPLETE: a last line without newline gets one; NUL: a line may end in a NUL too. */
enum { LINEFILTER_COMPLETE = 1, LINEFILTER_NUL = 2 };

/* Filters until the end of FROM, and writes to TO whenever it might have to wait for more. Returns 0, or what it could not do, with errno. */
char const *linefilter(int from, int to, linefilter_fn *fn, void *arg, int how);

#endif
