/* handstate.h - a supervisor's state as a text. */
#ifndef HANDSTATE_H
#define HANDSTATE_H

#include <skalibs/stralloc.h>

#include "scandir.h"

/* Makes TEXT the state of P. 0, or -1 without memory. */
int handstate_write(stralloc *text, struct scan *p);

/* What is wrong with TEXT, or 0. */
char const *handstate_wrong(stralloc const *text);

/* Calls ACT for each descriptor that TEXT, in which nothing is wrong, names. 0, or -1 as soon as ACT says so. */
int handstate_each_fd(stralloc const *text, int (*act)(int fd));

/* Gives P, which is empty, what TEXT says. 0, or -1 when an entry did not fit in. */
int handstate_read(struct scan *p, stralloc const *text);

#endif
