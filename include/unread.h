/* unread.h - what a logger has not read. */
#ifndef UNREAD_H
#define UNREAD_H

#include "service.h"

/* Whether S is a logger and may still read lines: there are some in its pipe, or who writes them is there. */
int unread_may_come(struct service const *s);

/* Says how many bytes are left in the pipe of S, if any are. */
void unread_tell(struct service *s);

#endif
