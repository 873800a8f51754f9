/* fdpeer.h - a server's side of a connection with a client. */
#ifndef FDPEER_H
#define FDPEER_H

#include <skalibs/unixconnection.h>

#include "fdholder.h"

struct fdpeer {
	unixconnection io;
	struct fdholder *holder;
	struct fdrights rights;
	unsigned int coming; /* items of a dump that have not come yet */
	int lent;            /* descriptors are in an answer that is not sent yet */
};

/* Serves the client at FD, which does not block, with what H holds. FD and RIGHTS are the peer's from then on. */
void fdpeer_open(struct fdpeer *p, struct fdholder *h, struct fdrights const *rights, int fd);
void fdpeer_close(struct fdpeer *p);

/* Sends what was not sent yet, and if all was, takes requests and answers them: one that does not take its
   answers is not asked for more. 0, or -1 when the client has gone or talks nonsense. */
int fdpeer_talk(struct fdpeer *p);

/* Whether all answers are sent. */
int fdpeer_sent(struct fdpeer const *p);

/* Whether it is in the middle of something. */
int fdpeer_busy(struct fdpeer const *p);

#endif
