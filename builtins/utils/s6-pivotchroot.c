/* s6-pivotchroot.c - go on in another root file system. */
#include <sys/syscall.h>

#include "builtin.h"

static struct next run_pivotchroot(struct ctx *x, struct call const *c)
{
	if (syscall(SYS_pivot_root, c->arg[0], c->arg[1]) < 0)
		return failsys(x, "unable to make ", c->arg[0],
			" the root file system, with the old one in ", c->arg[1]);
	if (chdir("/") < 0 || chroot(".") < 0)
		return failsys(x, "unable to go to the new root ", c->arg[0]);
	return chain(c->rest);
}

struct cmd const cmd_s6_pivotchroot = {
	.name = "s6-pivotchroot",
	.brief = "go on in another root file system, and there",
	.says = "make <newroot> the root file system, with the old one in <putold>",
	.form = "newroot putold prog...",
	.run = run_pivotchroot,
	.operands =
		"newroot: the mount point of the file system\n"
		"putold: where the old root is to be, a directory in the new one, as it is called now",
	.help = "Only root may do this.",
	.example = "s6-pivotchroot /mnt /mnt/old /sbin/init",
};
