/* umask.c - set the file mode mask. */
#include <skalibs/types.h>
#include <sys/stat.h>

#include "execline.h"

struct next run_umask(struct ctx *x, struct call const *c)
{
	unsigned int mask;
	x->at = c->arg_at[0];
	if (!uint0_oscan(c->arg[0], &mask))
		return fail(x, "invalid mask: ", c->arg[0]);
	umask(mask);
	return chain(c->rest);
}
