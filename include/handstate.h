/* handstate.h - a supervisor's state as a text. */
#ifndef HANDSTATE_H
#define HANDSTATE_H

#include <skalibs/stralloc.h>

#include "scandir.h"

/* Makes TEXT the state of P. 0, or -1 without memory. */
int handstate_write(stralloc *text, struct scan *p);

/* Calls ACT for each descriptor that TEXT, in which handframe_wrong finds nothing, names. 0, or -1 as soon as ACT says so. */
int handstate_each_fd(stralloc const *text, int (*act)(int fd));

/* Gives P, which is empty, what TEXT says. 0, or -1 when an entry did not fit in. */
int handstate_read(struct scan *p, stralloc const *text);

#endif
