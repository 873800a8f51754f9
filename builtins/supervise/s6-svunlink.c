/* s6-svunlink.c - end the supervision of a service: remove it from a scan directory. */
#include "builtin.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "control.h"
#include "scanclient.h"
#include "svwait.h"

struct opts {
	int no_wait;
	unsigned int ms;
};

static struct opt const opts[] = {
	SET('X', "no-wait", struct opts, no_wait, 1, "do not wait until the supervisor has left"),
	NUM('t', "timeout", struct opts, ms, UINT32_MAX, "ms",
		"stop waiting after this many milliseconds (default: 0, never)"),
	{ 0 },
};

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

static struct next run_svunlink(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct svwait w;
	struct svwait_opts wait = { .goal = SVWAIT_LEFT, .ms = o->ms };
	char real[PATH_MAX], target[2];
	char const *path = join(x, c->arg[0], "/", c->arg[1]);
	if (readlink(path, target, sizeof target) < 0)
		return errno == ENOENT ? leave(0) : failsys(x, "unable to read the link ", path);
	if (o->no_wait || !realpath(path, real))
		return unlink_service(x, c->arg[0], path);
	svwait_init(x, &w, scandir_pair(x, arena_text(x, real, strlen(real))), &wait);
	if (svwait_start(&w) < 0)
		return svwait_leave(x, &w);
	struct next n = unlink_service(x, c->arg[0], path);
	if (n.code)
		svwait_cancel(&w);
	else
		svwait_end(&w);
	return n;
}

struct cmd const cmd_s6_svunlink = {
	.name = "s6-svunlink",
	.brief = "end the supervision of a service: remove its link from a scan directory",
	.form = "scandir name",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_svunlink,
	.operands = "scandir: the scan directory that has the link\n"
		    "name: the name of the link",
	.exits =
		"0 even when the time is up or there is no such link, 100 when no s6-svscan runs there",
	.help = "Returns when the supervisors of the service and its logger have left.",
	.example = "s6-svunlink /run/service web",
};
