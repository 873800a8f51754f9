/* logready.h - telling that a logger is ready. */
#ifndef LOGREADY_H
#define LOGREADY_H

#include "builtin.h"

/* Whether FD, 0 for none, can be told: chain(0), or the answer to give. */
struct next logready_check(struct ctx *x, unsigned int fd);

/* Writes a newline to FD, unless it is 0, and closes it. */
void logready_tell(unsigned int fd);

#endif
