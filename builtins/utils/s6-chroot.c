/* s6-chroot.c - go on with another root directory. */
#include "builtin.h"

static struct next run_chroot(struct ctx *x, struct call const *c)
{
	x->at = c->arg_at[0];
	if (chdir(c->arg[0]) < 0)
		return failsys(x, "unable to go to ", c->arg[0]);
	if (chroot(".") < 0)
		return failsys(x, "unable to make ", c->arg[0], " the root");
	return chain(c->rest);
}

struct cmd const cmd_s6_chroot = {
	.name = "s6-chroot",
	.brief = "go on with another root directory, and there",
	.says = "make <newroot> the root directory",
	.form = "newroot prog...",
	.run = run_chroot,
	.help = "Only root may do this.",
	.example = "s6-chroot /srv/web my-server",
};
