/* s6-mount.c - mount file systems. */
#include <sys/mount.h>

#include "builtin.h"
#include "mounts.h"

struct opts {
	int all, no_table, read_only;
	char const *fstab, *type, *options;
};

static struct opt const opts[] = {
	SET('a', "all", struct opts, all, 1, "mount all that the fstab names, but for noauto"),
	STR('z', "fstab", struct opts, fstab, "file", "the fstab for -a (default: /etc/fstab)"),
	SET('n', "no-mtab", struct opts, no_table, 1, "accepted; no table of mounts is kept"),
	SET('r', "read-only", struct opts, read_only, 1, "mount read-only"),
	SET('w', "read-write", struct opts, read_only, 0, "mount for writing too (default)"),
	STR('t', "type", struct opts, type, "type", "the type of file system (default: none)"),
	STR('o', "options", struct opts, options, "options", "mount options, commas between"),
	{ 0 },
};

static struct next show(struct ctx *x)
{
	struct mounted *m;
	size_t n;
	if (mounts_read(x, "/proc/mounts", &m, &n) < 0)
		return failsys(x, "unable to read /proc/mounts");
	for (size_t i = 0; i < n; i++)
		put_text(x, join(x, m[i].source, " on ", m[i].dir, " type ", m[i].type, " (",
				    m[i].options, ")\n"));
	return leave(0);
}

static int is_wanted(struct mounted const *m)
{
	return strcmp(m->type, "swap") != 0 && strcmp(m->dir, "none") != 0 &&
	       !mounts_option(m->options, "noauto");
}

/* Returns how many could not be mounted. */
static struct next mount_all(struct ctx *x, char const *fstab)
{
	struct mounted *m;
	size_t n;
	int failures = 0;
	if (mounts_read(x, fstab, &m, &n) < 0)
		return failsys(x, "unable to read ", fstab);
	for (size_t i = 0; i < n; i++)
		if (is_wanted(m + i) && mounts_add(x, m + i, 0) < 0) {
			warnsys(x, "unable to mount ", m[i].dir);
			failures++;
		}
	return leave(failures < 99 ? failures : 99);
}

static struct next run_mount(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct mounted m = {
		.source = c->arg[0], .dir = c->arg[1], .type = o->type, .options = o->options
	};
	if (o->all)
		return mount_all(x, o->fstab);
	if (!c->arg[0])
		return show(x);
	if (!c->arg[1])
		return usage(x, c->cmd);
	x->at = c->arg_at[1];
	if (mounts_add(x, &m, o->read_only ? MS_RDONLY : 0) < 0)
		return failcodesys(x, errno == EBUSY ? 1 : 111, "unable to mount ", m.dir);
	return leave(0);
}

struct cmd const cmd_s6_mount = {
	.name = "s6-mount",
	.brief = "mount a file system, or say what is mounted",
	.form = "[device] [mountpoint]",
	OPTS(struct opts, opts, .fstab = "/etc/fstab", .type = "none", .options = ""),
	.traits = LEAF,
	.run = run_mount,
	.exits = "1 when the mount point is busy, with -a the number of failures",
	.help = "Without operands and -a it prints what is mounted.",
	.example = "s6-mount -t tmpfs -o size=1m,mode=755 tmpfs /run",
};
