/* put.h - what a command writes to stdout. The dispatcher flushes it and reports errors. */
#ifndef PUT_H
#define PUT_H

#include "ctx.h"

void put(struct ctx *x, char const *s, size_t len);
void put_text(struct ctx *x, char const *s);

/* Writes out what was put. Returns 0, or -1 with errno. */
int put_flush(struct ctx *x);

/* The end of a step that leaves with CODE: writes out what was put, or says why it cannot be. Returns the exit code. */
int put_end(struct ctx *x, int code);

#endif
