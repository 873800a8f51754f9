/* adopt.h - finding the services of this process again after an exec, by nothing but their directories. */
#ifndef ADOPT_H
#define ADOPT_H

#include "scandir.h"

/* Descriptors that the former program has left open, but for those in the list KEPT ("3,5"): closes all but
   fifos, which services may be writing to. */
void adopt_begin(struct scan *p, char const *kept);

/* Takes E over as its supervise/status says, when that is a process of ours. 0, or -1: it is to be opened as
   a new one. */
int adopt_service(struct entry *e);

/* Gives PRODUCER the pipe that LOGGER's process reads, if there is one. */
void adopt_pipe(struct entry *producer, struct entry const *logger);

/* Closes the fifos too, once all that is found has been adopted. */
void adopt_end(struct scan *p);

#endif
