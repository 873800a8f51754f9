/* cd.c - change the working directory. */
#include "execline.h"

struct next run_cd(struct ctx *x, struct call const *c)
{
	if (chdir(c->arg[0]) < 0)
		return failsys(x, "unable to chdir to ", c->arg[0]);
	return chain(c->rest);
}
