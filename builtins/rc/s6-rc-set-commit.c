/* s6-rc-set-commit.c - compile a set of services. */
#include "builtin.h"

#include <skalibs/djbunix.h>

#include "rcrepo.h"
#include "rcset.h"

struct opts {
	struct rcrepo_opts repo;
	char const *bundle, *user;
	int keep, force;
};

static struct opt const opts[] = {
	RCREPO_OPTS(struct opts),
	STR('D', "default-bundle", struct opts, bundle, "bundle",
		"the name of the bundle of all that is to be up after a boot (default: default)"),
	STR('h', "fdholder-user", struct opts, user, "user",
		"run the holder of pipes as this user"),
	SET('K', "keep-old", struct opts, keep, 1,
		"keep what it was compiled to before, and print where that is"),
	SET('f', "force", struct opts, force, 1, "even if it has not changed"),
	{ 0 },
};

struct commit {
	struct rcrepo r;
	struct opts const *o;
	char const *set;
	unsigned char *rx;
	char const *new, *old; /* names in the part `compiled` */
};

static char const *path_of(struct commit const *m, char const *name)
{
	return rcrepo_path(&m->r, RCREPO_COMPILED, name);
}

static void drop(struct commit const *m, char const *path)
{
	if (rm_rf(path) < 0 && errno != ENOENT)
		warnsys(m->r.x, "unable to remove ", path);
}

/* Compiles links to the definitions. */
static struct next compile(struct commit *m)
{
	struct ctx *x = m->r.x;
	char const *source = path_of(m, rcrepo_new_name(x, ".source")),
		   *bad = rcrepo_source(&m->r, m->rx, m->o->bundle, source);
	struct next n = chain(0);
	int code = 0;
	if (bad)
		n = failsys(x, "unable to make ", bad);
	else
		n = rcrepo_compile(&m->r, m->o->user, path_of(m, m->new),
			(char const *const[]){ source, 0 }, &code);
	drop(m, source);
	return n.how == NEXT_CHAIN && code ? leave(code == RCREPO_REFUSED ? code : 111) : n;
}

/* The new one takes the old one's place. */
static struct next take_place(struct commit *m)
{
	struct ctx *x = m->r.x;
	char const *was = rcrepo_was(&m->r, m->rx, m->o->bundle),
		   *file = join(x, path_of(m, m->new), "/" RCREPO_WAS);
	if (!openwritenclose_unsafe(file, was, strlen(was)))
		return failsys(x, "unable to write ", file);
	if (rcrepo_relink(x, m->new, path_of(m, m->set)) < 0)
		return failsys(x, "unable to make ", path_of(m, m->set));
	if (m->old && m->o->keep)
		put_text(x, join(x, path_of(m, m->old), "\n"));
	else if (m->old)
		drop(m, path_of(m, m->old));
	return leave(0);
}

static struct next commit(struct commit *m)
{
	struct ctx *x = m->r.x;
	struct next n = rcrepo_read(&m->r, m->set, m->rx, 0);
	if (n.how == NEXT_EXIT)
		return n;
	int current = rcrepo_current(&m->r, m->set, m->rx, m->o->bundle, &m->old);
	if (current && !m->o->force)
		return leave(0);
	if (rcrepo_warn(&m->r, m->set, m->rx))
		return failcode(x, RCREPO_REFUSED, "unable to compile the set ", m->set,
			": it is not consistent; s6-rc-set-fix can help");
	m->new = rcrepo_new_name(x, m->set);
	n = compile(m);
	if (n.how == NEXT_EXIT)
		return n;
	n = take_place(m);
	if (n.code)
		drop(m, path_of(m, m->new));
	return n;
}

static struct next run_commit(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct commit m = { .o = o, .set = c->arg[0] };
	struct next n = rcrepo_open(&m.r, x, &o->repo, RCLIVE_EXCLUSIVE, 1);
	if (n.how == NEXT_EXIT)
		return n;
	m.rx = rcset_none(x, &m.r.db);
	return commit(&m);
}

struct cmd const cmd_s6_rc_set_commit = {
	.name = "s6-rc-set-commit",
	.brief = "compile a set of services",
	.says = "compile the set <set>",
	.form = "set",
	OPTS(struct opts, opts, RCREPO_INIT, .bundle = "default"),
	.traits = LEAF | FORKS,
	.run = run_commit,
	.operands = "set: the set",
	.exits =
		"1 if it is not consistent or cannot be compiled; 3 if there is no such set; 102 if it is not in line with "
		"the stores; 100, 111",
	.help = "In the database are all services that are not masked, the bundles that have none that is, and one more bundle: of "
		"the services that are active or always. Those that are always are essential in it. If the set has not changed since "
		"it was compiled, nothing is done.",
};
