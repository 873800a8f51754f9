/* s6-rc-repo-sync.c - bring a repository in line with its stores. */
#include "builtin.h"
#include "rcrepo.h"

struct opts {
	struct rcrepo_opts repo;
	char const *user;
};

static struct opt const opts[] = {
	RCREPO_OPTS(struct opts),
	STR('h', "fdholder-user", struct opts, user, "user",
		"have the holder of pipes of the reference run as this user"),
	{ 0 },
};

static struct next run_sync(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rcrepo r;
	struct next n = rcrepo_open(&r, x, &o->repo, RCLIVE_EXCLUSIVE, 0);
	if (n.how != NEXT_EXIT)
		n = rcrepo_sync(&r, o->user);
	return n.how == NEXT_EXIT ? n : leave(0);
}

struct cmd const cmd_s6_rc_repo_sync = {
	.name = "s6-rc-repo-sync",
	.brief = "bring a repository of services in line with its stores",
	.form = "",
	OPTS(struct opts, opts, RCREPO_INIT),
	.traits = LEAF | FORKS,
	.run = run_sync,
	.exits =
		"1 if something is wrong in a definition (nothing is changed then), or if a set is not consistent; "
		"100, 111",
	.help = "A service that is new becomes always in all sets if its definition says that it is essential, active if it is "
		"recommended, and else usable. A service that is gone is gone from all sets. The others stay as they are.",
};
