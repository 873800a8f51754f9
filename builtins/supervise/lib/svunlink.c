/* svunlink.c - ending the supervision of a service. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "control.h"
#include "diag.h"
#include "scanclient.h"
#include "svlink.h"
#include "svwait.h"

static struct next unlink_service(struct ctx *x, char const *scandir, char const *path)
{
	if (unlink(path) < 0)
		return failsys(x, "unable to remove ", path);
	if (!scandir_send(scandir, "an", 2))
		return leave(0);
	if (control_unheard(errno))
		return fail(x, "unable to control ", scandir, ": no s6-svscan runs there");
	return failsys(x, "unable to control ", scandir);
}

struct next svunlink(
	struct ctx *x, struct svunlink_opts const *o, char const *scandir, char const *path)
{
	struct svwait w;
	struct svwait_opts wait = { .goal = SVWAIT_LEFT, .ms = o->ms };
	char real[PATH_MAX], target[2];
	if (readlink(path, target, sizeof target) < 0)
		return errno == ENOENT ? leave(0) : failsys(x, "unable to read the link ", path);
	if (o->no_wait || !realpath(path, real))
		return unlink_service(x, scandir, path);
	svwait_init(x, &w, scandir_pair(x, arena_text(x, real, strlen(real))), &wait);
	if (svwait_start(&w) < 0)
		return svwait_leave(x, &w);
	struct next n = unlink_service(x, scandir, path);
	if (n.code)
		svwait_cancel(&w);
	else
		svwait_end(&w);
	return n;
}
