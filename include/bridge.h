/* bridge.h - a process beside a program, which passes on that the program is ready. */
#ifndef BRIDGE_H
#define BRIDGE_H

#include "builtin.h"
#include "loop.h"

struct bridge {
	struct loop loop;
	struct watch from, end;
	struct timer timer;
	int program; /* a descriptor for the process that becomes the program, or -1 */
};

/* Runs BESIDE in a process beside this one, its child or if DETACHED nobody's, which leaves with the code that
   it returns. In this process: chain(0) when that has begun; else the answer to give. */
struct next bridge_start(
	struct ctx *x, struct bridge *b, int detached, int (*beside)(void *arg), void *arg);

/* What the process beside does: calls FN whenever FD can be read, until it leaves the loop, the program ends
   or MS milliseconds (0: any time) are over. The code to leave with. */
int bridge_wait(struct bridge *b, int fd, unsigned int ms, loop_fn *fn, void *arg);

/* Reads the number in the file notification-fd. 0, or -1 with errno: EINVAL for what is none. */
int bridge_notification_fd(unsigned int *fd);

#define BRIDGE_OPTS(T) \
	SET('f', "no-doublefork", T, attached, 1, "wait in a child of what follows"), \
		NUM('t', "timeout", T, ms, INT_MAX, "ms", \
			"give up waiting after this many milliseconds (default: 0, never)")

#endif
