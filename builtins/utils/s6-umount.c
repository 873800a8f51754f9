/* s6-umount.c - unmount file systems. */
#include <sys/mount.h>

#include "builtin.h"
#include "mounts.h"

struct opts {
	int all;
};

static struct opt const opts[] = {
	SET('a', "all", struct opts, all, 1, "unmount all, the last mounted first"),
	{ 0 },
};

static struct next umount_all(struct ctx *x)
{
	struct mounted *m;
	size_t n;
	int failures = 0;
	if (mounts_read(x, "/proc/mounts", &m, &n) < 0)
		return failsys(x, "unable to read /proc/mounts");
	while (n--)
		if (umount(m[n].dir) < 0) {
			warnsys(x, "unable to unmount ", m[n].dir);
			failures++;
		}
	return leave(failures < 99 ? failures : 99);
}

static struct next run_umount(struct ctx *x, struct call const *c)
{
	if (((struct opts const *)c->opt)->all)
		return umount_all(x);
	if (!c->arg[0])
		return usage(x, c->cmd);
	x->at = c->arg_at[0];
	if (umount(c->arg[0]) < 0)
		return failsys(x, "unable to unmount ", c->arg[0]);
	return leave(0);
}

struct cmd const cmd_s6_umount = {
	.name = "s6-umount",
	.brief = "unmount a file system",
	.form = "[mountpoint]",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_umount,
	.operands = "mountpoint: what to unmount",
	.exits = "with -a the number of failures",
	.example = "s6-umount /mnt",
};
