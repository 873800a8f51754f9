/* s6-sync.c - write out what the kernel holds for disks. */
#include "builtin.h"

static struct next run_sync(struct ctx *x, struct call const *c)
{
	(void)x;
	(void)c;
	sync();
	return leave(0);
}

struct cmd const cmd_s6_sync = {
	.name = "s6-sync",
	.brief = "write out what the kernel holds for disks",
	.traits = LEAF,
	.run = run_sync,
	.help = "It returns when all is written.",
	.example = "s6-sync",
};
