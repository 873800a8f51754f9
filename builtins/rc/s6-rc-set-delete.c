/* s6-rc-set-delete.c - forget sets of services. */
#include "builtin.h"

#include <skalibs/djbunix.h>
#include <unistd.h>

#include "rcrepo.h"

struct opts {
	struct rcrepo_opts repo;
};

static struct opt const opts[] = { RCREPO_OPTS(struct opts), { 0 } };

/* What it was compiled to goes too. */
static struct next forget(struct rcrepo *r, struct word const *w)
{
	struct ctx *x = r->x;
	x->at = w->at;
	struct next n = rcrepo_check_name(x, w->s);
	if (n.how == NEXT_EXIT)
		return n;
	if (unlink(rcrepo_path(r, RCREPO_SETS, w->s)) < 0)
		return failsys(x, "unable to delete the set ", w->s);
	char const *dir = rcrepo_path(r, RCREPO_COMPILED, ""),
		   *link = rcrepo_path(r, RCREPO_COMPILED, w->s),
		   *compiled = rclive_link(x, dir, w->s);
	if (!compiled)
		return chain(0);
	if (unlink(link) < 0 || rm_rf(join(x, dir, "/", compiled)) < 0)
		return failsys(x, "unable to remove ", dir, "/", compiled);
	return chain(0);
}

static struct next run_delete(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rcrepo r;
	struct next n = rcrepo_open(&r, x, &o->repo, RCLIVE_EXCLUSIVE, 0);
	for (struct word const *w = c->rest; w->s && n.how != NEXT_EXIT; w++)
		n = forget(&r, w);
	return n.how == NEXT_EXIT ? n : leave(0);
}

struct cmd const cmd_s6_rc_set_delete = {
	.name = "s6-rc-set-delete",
	.brief = "forget sets of services, and what they were compiled to",
	.says = "forget the sets <sets>",
	.form = "sets...",
	OPTS(struct opts, opts, RCREPO_INIT),
	.traits = LEAF,
	.run = run_delete,
	.operands = "sets: the sets to forget",
};
