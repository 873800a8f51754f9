/* linefilter.h - from stdin to stdout, line by line. */
#ifndef LINEFILTER_H
#define LINEFILTER_H

#include <skalibs/stralloc.h>

/* Appends to OUT what becomes of LINE, its newline not counted; the newline follows. 0 without memory.
 */
typedef int linefilter_fn(void *arg, stralloc *out, char const *line, size_t len);

/* Filters until the end of stdin, and writes whenever it might have to wait for more. With COMPLETE a
   last line without newline gets one. Returns 0, or what it could not do, with errno. */
char const *linefilter(linefilter_fn *fn, void *arg, int complete);

#endif
