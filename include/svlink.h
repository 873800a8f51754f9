/* svlink.h - having a service directory supervised: a link to it in a scan directory. */
#ifndef SVLINK_H
#define SVLINK_H

#include "cmd.h"

enum { SVLINK_AS_IT_IS, SVLINK_DOWN_ONCE, SVLINK_DOWN_FOR_GOOD };

struct svlink_opts {
	int down, public, force;
	unsigned int ms;
};

/* The options of commands that do so; T has a struct svlink_opts `link`. */
#define SVLINK_OPTS(T) \
	SET('d', "down", T, link.down, SVLINK_DOWN_ONCE, \
		"do not start the service; remove its down file"), \
		SET('D', "down-for-good", T, link.down, SVLINK_DOWN_FOR_GOOD, \
			"do not start the service; give it a down file"), \
		SET('P', "public", T, link.public, 1, "let everybody wait for its events"), \
		SET('f', "force", T, link.force, 1, \
			"set who may do so even if its event directory exists"), \
		NUM('t', "timeout", T, link.ms, UINT32_MAX, "ms", \
			"give up waiting for its supervisor after this many milliseconds (default: 0, never)")

struct svlink {
	struct ctx *x;
	struct svlink_opts o;
	char const *scandir, *service; /* the directories, the second without links */
	char const *path, *target;     /* the link to be made, and what is in it */
	char const *down;              /* the rest is svlink's own: what it makes */
	char const *const *dirs;
	int linked, downed;
};

/* Makes the link and waits until the service and its logger have supervisors. When that fails, says why, and leaves
   nothing but event directories behind. */
struct next svlink(struct svlink *l);

struct svunlink_opts {
	int no_wait;
	unsigned int ms;
};
#define SVUNLINK_OPTS(T) \
	SET('X', "no-wait", T, unlink.no_wait, 1, "do not wait until the supervisor has left"), \
		NUM('t', "timeout", T, unlink.ms, UINT32_MAX, "ms", \
			"stop waiting after this many milliseconds (default: 0, never)")

/* Removes the link PATH from SCANDIR and waits until the supervisors have left, or the time is up. */
struct next svunlink(
	struct ctx *x, struct svunlink_opts const *o, char const *scandir, char const *path);

#endif
