/* s6-linux-init-umountall.c - unmount everything at the end of a machine. */
#include <sys/mount.h>

#include "builtin.h"
#include "mounts.h"
#include "shutdown.h"

static int is_kept_once(char const *type)
{
	return !strcmp(type, "proc") || !strcmp(type, "sysfs") || !strcmp(type, "devtmpfs");
}

/* What the machine works with until its end: /run, and the first file system of each such kind. */
static int is_kept(struct mounted const *m, size_t i)
{
	if (!strcmp(m[i].dir, SHUTDOWN_LIVE))
		return 1;
	if (!is_kept_once(m[i].type))
		return 0;
	for (size_t k = 0; k < i; k++)
		if (!strcmp(m[k].type, m[i].type))
			return 0;
	return 1;
}

/* What is in use, the root above all, may at least not be written to any more. */
static int leave_mount(struct ctx *x, struct mounted const *m)
{
	if (!umount(m->dir))
		return 1;
	int err = errno;
	if (err == EBUSY && !mount(0, m->dir, 0, MS_REMOUNT | MS_RDONLY, 0))
		return 1;
	errno = err;
	warnsys(x, "unable to unmount ", m->dir);
	return 0;
}

static struct next run_umountall(struct ctx *x, struct call const *c)
{
	struct mounted *m;
	size_t n;
	int failures = 0;
	(void)c;
	if (mounts_read(x, "/proc/mounts", &m, &n) < 0)
		return failsys(x, "unable to read /proc/mounts");
	while (n--)
		if (!is_kept(m, n))
			failures += !leave_mount(x, m + n);
	return leave(failures < 99 ? failures : 99);
}

struct cmd const cmd_s6_linux_init_umountall = {
	.name = "s6-linux-init-umountall",
	.brief = "unmount all file systems, the last mounted first, or make them read-only",
	.form = "",
	.traits = LEAF,
	.run = run_umountall,
	.exits = "how many could be neither unmounted nor made read-only",
	.help = "For the end of a machine. /run and the first proc, sysfs and devtmpfs stay.",
	.example = "s6-linux-init-umountall",
};
