/* s6-rc-set-copy.c - copy a set of services. */
#include "builtin.h"

#include <unistd.h>

#include "rcrepo.h"
#include "rcset.h"

struct opts {
	struct rcrepo_opts repo;
	int force;
};

static struct opt const opts[] = {
	RCREPO_OPTS(struct opts),
	SET('f', "force", struct opts, force, 1, "replace a set that is there"),
	{ 0 },
};

static struct next run_copy(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *to = c->arg[1];
	struct rcrepo r;
	struct next n = rcrepo_open(&r, x, &o->repo, RCLIVE_EXCLUSIVE, 1);
	if (n.how == NEXT_EXIT)
		return n;
	unsigned char *rx = rcset_none(x, &r.db);
	n = rcrepo_check_name(x, to);
	if (n.how != NEXT_EXIT)
		n = rcrepo_read(&r, c->arg[0], rx, 0);
	if (n.how == NEXT_EXIT)
		return n;
	if (!o->force && !access(rcrepo_path(&r, RCREPO_SETS, to), F_OK))
		return failcode(x, RCREPO_REFUSED, "unable to make the set ", to,
			": it is there already (-f replaces it)");
	n = rcrepo_write(&r, to, rx);
	return n.how == NEXT_EXIT ? n : leave(0);
}

struct cmd const cmd_s6_rc_set_copy = {
	.name = "s6-rc-set-copy",
	.brief = "copy a set of services",
	.says = "copy the set <source> to <target>",
	.form = "source target",
	OPTS(struct opts, opts, RCREPO_INIT),
	.traits = LEAF,
	.run = run_copy,
	.operands = "source: the set to copy\ntarget: the name of the copy",
	.exits =
		"1 if the new one is there already; 3 if there is no such set; 102 if it is not in line with the stores; "
		"100, 111",
};
