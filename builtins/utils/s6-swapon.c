/* s6-swapon.c - use a swap area. */
#include <sys/swap.h>

#include "builtin.h"
#include "mounts.h"

struct opts {
	int all;
};

static struct opt const opts[] = {
	SET('a', "all", struct opts, all, 1, "use all that /etc/fstab names, but for noauto"),
	{ 0 },
};

static struct next swapon_all(struct ctx *x)
{
	struct mounted *m;
	size_t n;
	int failed = 0;
	if (mounts_read(x, "/etc/fstab", &m, &n) < 0)
		return failsys(x, "unable to read /etc/fstab");
	for (size_t i = 0; i < n; i++) {
		if (strcmp(m[i].type, "swap") != 0 || mounts_option(m[i].options, "noauto"))
			continue;
		if (swapon(m[i].source, 0) < 0 && errno != EBUSY) {
			warnsys(x, "unable to use the swap area ", m[i].source);
			failed = 1;
		}
	}
	return leave(failed ? 111 : 0);
}

static struct next run_swapon(struct ctx *x, struct call const *c)
{
	if (((struct opts const *)c->opt)->all)
		return swapon_all(x);
	if (!c->arg[0])
		return usage(x, c->cmd);
	x->at = c->arg_at[0];
	if (swapon(c->arg[0], 0) < 0)
		return failsys(x, "unable to use the swap area ", c->arg[0]);
	return leave(0);
}

struct cmd const cmd_s6_swapon = {
	.name = "s6-swapon",
	.brief = "use a swap area",
	.form = "[device]",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_swapon,
	.operands = "device: the swap area, a device or a file",
	.help = "Only root may do this.",
	.example = "s6-swapon /dev/sda2",
};
