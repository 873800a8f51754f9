/* rcupdate.h - from one database to another while services run. */
#ifndef RCUPDATE_H
#define RCUPDATE_H

#include "rcjournal.h"

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

/* What is to be done, for the journal; its directories are the caller's. */
void rcupdate_journal(struct rcupdate const *u, struct rcjournal *j);

/* Has the fd-holder hold the pipes of the new database. 0, or -1 with errno. */
int rcupdate_pipes(struct rcupdate const *u, char const *socket);

#endif
