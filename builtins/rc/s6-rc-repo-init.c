/* s6-rc-repo-init.c - make a repository of services. */
#include "builtin.h"

#include <skalibs/djbunix.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rcrepo.h"

struct opts {
	struct rcrepo_opts repo;
	char const *user;
	int force, update, bare;
};

static struct opt const opts[] = {
	RCREPO_OPTS(struct opts),
	STR('h', "fdholder-user", struct opts, user, "user",
		"have the holder of pipes of the reference run as this user"),
	SET('f', "force", struct opts, force, 1,
		"replace a repository that is there, with all its sets"),
	SET('U', "update-stores", struct opts, update, 1,
		"keep the repository that is there, with other stores"),
	SET('B', "bare", struct opts, bare, 1, "do not read the stores: s6-rc-repo-sync does that"),
	{ 0 },
};

/* Links to all stores in DIR, which is new. 0, or the path to blame, with errno. */
static char const *link_stores(struct ctx *x, char const *dir, struct word const *stores)
{
	char b[DECIMAL];
	if (mkdir(dir, 0755) < 0)
		return dir;
	for (size_t i = 0; stores[i].s; i++) {
		stralloc path = STRALLOC_ZERO;
		if (sarealpath(&path, stores[i].s) < 0)
			return stores[i].s;
		stralloc_0(&path);
		int r = symlink(path.s, join(x, dir, "/", decimal(b, i)));
		stralloc_free(&path);
		if (r < 0)
			return dir;
	}
	return 0;
}

static char const *fill(struct ctx *x, char const *dir, struct word const *stores)
{
	char const *path;
	if (!openwritenclose_unsafe(path = join(x, dir, "/" RCREPO_LOCK), "", 0) ||
		mkdir(path = join(x, dir, "/" RCREPO_SETS), 0755) < 0 ||
		mkdir(path = join(x, dir, "/" RCREPO_COMPILED), 0755) < 0)
		return path;
	return link_stores(x, join(x, dir, "/" RCREPO_STORES), stores);
}

/* Makes it beside its place, and puts it there when it is whole. */
static struct next make(struct ctx *x, struct opts const *o, struct word const *stores)
{
	char const *path = o->repo.path, *new = rcrepo_new_name(x, path);
	if (!o->force && !access(path, F_OK))
		return failcode(x, 111, "unable to make ", path,
			": it is there already (-U gives it other stores)");
	char const *bad = mkdir(new, 0755) < 0 ? new : fill(x, new, stores);
	if (!bad && o->force && rm_rf(path) < 0 && errno != ENOENT)
		bad = path;
	if (!bad && rename(new, path) < 0)
		bad = path;
	if (!bad)
		return chain(0);
	int err = errno;
	rm_rf(new);
	errno = err;
	return failsys(x, "unable to make ", bad);
}

/* The old links go when all new ones are there. */
static struct next update(struct rcrepo *r, struct word const *stores)
{
	struct ctx *x = r->x;
	char const *path = rcrepo_path(r, RCREPO_STORES, ""), *new = rcrepo_new_name(x, path),
		   *old = rcrepo_new_name(x, path), *bad = link_stores(x, new, stores);
	if (!bad && rename(path, old) < 0)
		bad = path;
	if (!bad && rename(new, path) < 0)
		bad = new;
	if (bad)
		return failsys(x, "unable to make ", bad);
	if (rm_rf(old) < 0)
		warnsys(x, "unable to remove ", old);
	return chain(0);
}

static struct next run_init(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rcrepo r;
	struct next n = o->update ? chain(0) : make(x, o, c->rest);
	if (n.how != NEXT_EXIT)
		n = rcrepo_open(&r, x, &o->repo, RCLIVE_EXCLUSIVE, 0);
	if (n.how != NEXT_EXIT && o->update)
		n = update(&r, c->rest);
	if (n.how != NEXT_EXIT && !o->bare)
		n = rcrepo_sync(&r, o->user);
	return n.how == NEXT_EXIT ? n : leave(0);
}

struct cmd const cmd_s6_rc_repo_init = {
	.name = "s6-rc-repo-init",
	.brief = "make a repository of services",
	.says = "make a repository of the services in <stores>",
	.form = "stores...",
	OPTS(struct opts, opts, RCREPO_INIT),
	.traits = LEAF | FORKS,
	.run = run_init,
	.operands = "stores: directories that services are defined in",
	.exits = "1 if something is wrong in a definition; 100, 111",
	.help = "A repository is where sets are kept: which of the services of all stores are to be there after a boot, "
		"and which are to be up. Stores are only read.",
	.example = "s6-rc-repo-init /usr/share/s6-rc/sources /etc/s6-rc/sources",
};
