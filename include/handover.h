/* handover.h - a supervisor becomes another version of itself, with all its services as they are. The state goes
   through a file in memory; doc/supervision.md has its format. */
#ifndef HANDOVER_H
#define HANDOVER_H

#include "scandir.h"

/* The versions of the state that this program reads; it writes the last. */
#define HANDOVER_FIRST 1
#define HANDOVER_LAST  1

/* The answer to --handover-version: a line with these versions. */
extern char const handover_versions[];

/* Asks the program that is to go on whether it can; p->handover.fit once it has said so. */
void handover_ask(struct scan *p);

/* Becomes that program. Returns, after a warning, when that is not possible: nothing has changed then. */
void handover_go(struct scan *p);

/* Whether this process has services of the program that it was before. Their descriptors are P's from now on.
   With p->adopting the state is of no use: services are to be found by their directories. */
int handover_receive(struct scan *p, struct ctx *x);

/* Goes on with the services, once P's loop is there. */
void handover_resume(struct scan *p);

#endif
