/* rcupdate.h - from one database to another while services run. */
#ifndef RCUPDATE_H
#define RCUPDATE_H

#include "rcmake.h"

struct rcupdate {
	struct ctx *x;
	struct rclive *old;
	struct rcdb const *new;
	uint32_t *to;           /* for each old service, the new one that it is, or RC_NONE */
	uint32_t *from;         /* and the other way round */
	unsigned char *restart; /* old services that are to restart whatever else is */
	unsigned char *stop;    /* old services that are up and must be stopped */
	unsigned char *start;   /* new services that are to be up and will not be */
};

/* Exit codes of conversion files, and of failures before anything has changed. */
enum {
	RCUPDATE_NOT_ATOMIC = 5,
	RCUPDATE_TWICE = 6,
	RCUPDATE_STOP_FAILED = 9,
	RCUPDATE_STOP_TIMEOUT = 10
};

/* Finds which service is which, by the conversion file FILE (0: by name). chain(0), or the answer to give. */
struct next rcupdate_match(struct rcupdate *u, char const *file);

/* Finds what must be stopped and started. */
void rcupdate_plan(struct rcupdate *u);

/* Moves the service directories of what goes on to run into M->dir, in which copies of all are, and takes over the
   copies' files. 0, or the path that is to blame, with errno, all being where it was. */
char const *rcupdate_move(struct rcupdate *u, struct rcmake *m);

/* Has the fd-holder hold the pipes of the new database. 0, or -1 with errno. */
int rcupdate_pipes(struct rcupdate *u, char const *socket);

#endif
