/* s6-rc-repo-list.c - list the sets of a repository. */
#include "builtin.h"
#include "rcrepo.h"

struct opts {
	struct rcrepo_opts repo;
	char const *exclude;
};

static struct opt const opts[] = {
	RCREPO_OPTS(struct opts),
	STR('x', "exclude", struct opts, exclude, "set", "leave this one out"),
	{ 0 },
};

static struct next show(struct rcrepo *r, char const *name, void *exclude)
{
	if (!exclude || strcmp(name, exclude) != 0) {
		put_text(r->x, name);
		put_text(r->x, "\n");
	}
	return chain(0);
}

static struct next run_list(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rcrepo r;
	struct next n = rcrepo_open(&r, x, &o->repo, RCLIVE_SHARED, 0);
	if (n.how != NEXT_EXIT)
		n = rcrepo_each(&r, show, (void *)(uintptr_t)o->exclude);
	return n.how == NEXT_EXIT ? n : leave(0);
}

struct cmd const cmd_s6_rc_repo_list = {
	.name = "s6-rc-repo-list",
	.brief = "list the sets of a repository",
	.form = "",
	OPTS(struct opts, opts, RCREPO_INIT),
	.traits = LEAF,
	.run = run_list,
};
