/* s6-rc-set-new.c - make sets of services. */
#include "builtin.h"

#include <unistd.h>

#include "rcrepo.h"

struct opts {
	struct rcrepo_opts repo;
};

static struct opt const opts[] = { RCREPO_OPTS(struct opts), { 0 } };

static struct next make(struct rcrepo *r, struct word const *w)
{
	r->x->at = w->at;
	struct next n = rcrepo_check_name(r->x, w->s);
	if (n.how == NEXT_EXIT)
		return n;
	if (!access(rcrepo_path(r, RCREPO_SETS, w->s), F_OK))
		return failcode(
			r->x, 111, "unable to make the set ", w->s, ": it is there already");
	return rcrepo_write(r, w->s, rcrepo_defaults(r));
}

static struct next run_new(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rcrepo r;
	struct next n = rcrepo_open(&r, x, &o->repo, RCLIVE_EXCLUSIVE, 1);
	for (struct word const *w = c->rest; w->s && n.how != NEXT_EXIT; w++)
		n = make(&r, w);
	return n.how == NEXT_EXIT ? n : leave(0);
}

struct cmd const cmd_s6_rc_set_new = {
	.name = "s6-rc-set-new",
	.brief = "make sets of services",
	.says = "make the sets <sets>",
	.form = "sets...",
	OPTS(struct opts, opts, RCREPO_INIT),
	.traits = LEAF,
	.run = run_new,
	.operands = "sets: the names of the new sets",
	.exits = "102 if there is no reference yet; 100, 111",
	.help = "In a new set essential services are always, recommended ones active, and the others usable.",
};
