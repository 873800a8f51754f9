/* s6-ftrig-notify.c - send events to the listeners of a fifodir. */
#include "builtin.h"

#include <fcntl.h>
#include <signal.h>

#include "fifodir.h"

/* A listener may go between the opening and the writing. */
static int notify(char const *path, char const *events)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	sigaction(SIGPIPE, &ignore, &before);
	int r = fifodir_notify(AT_FDCWD, path, events, strlen(events));
	int err = errno;
	sigaction(SIGPIPE, &before, 0);
	errno = err;
	return r;
}

static struct next run_ftrig_notify(struct ctx *x, struct call const *c)
{
	if (notify(c->arg[0], c->arg[1]) < 0)
		return failsys(x, "unable to notify ", c->arg[0]);
	return leave(0);
}

struct cmd const cmd_s6_ftrig_notify = {
	.name = "s6-ftrig-notify",
	.brief = "send events to all who listen to a fifodir",
	.form = "fifodir events",
	.traits = LEAF,
	.run = run_ftrig_notify,
	.help = "Every byte of the second operand is an event. It is no error when nobody listens.",
	.example = "s6-ftrig-notify /run/web/events U",
};
