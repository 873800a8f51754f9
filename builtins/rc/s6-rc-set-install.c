/* s6-rc-set-install.c - make a compiled set the one that is live, and that is booted. */
#include "builtin.h"

#include <skalibs/djbunix.h>
#include <unistd.h>

#include "rcrepo.h"
#include "rcset.h"
#include "tree.h"

struct opts {
	struct rcrepo_opts repo;
	char const *boot, *live, *conversion;
	int block, keep, spare, boot_only;
};

static struct opt const opts[] = {
	RCREPO_OPTS(struct opts),
	STR('c', "bootdb", struct opts, boot, "link",
		"the link to the database that is booted (default: /etc/s6-rc/compiled/current)"),
	RCLIVE_OPT(struct opts, live),
	STR('f', "conversion-file", struct opts, conversion, "file", "for s6-rc-update"),
	SET('b', "block", struct opts, block, 1, "wait for locks"),
	SET('K', "keep-old", struct opts, keep, 1,
		"keep the database that was booted before, and print where it is"),
	SET('e', "force-essentials", struct opts, spare, 0,
		"stop essential services if they have to be (default)"),
	SET('E', "no-force-essentials", struct opts, spare, 1, "never stop essential services"),
	SET(0, "no-update", struct opts, boot_only, 1,
		"for the next boot only: what is live stays"),
	{ 0 },
};

enum { FAILED_BEHIND = 2 }; /* up to this code s6-rc-update has changed what is live */

struct install {
	struct rcrepo r;
	struct opts const *o;
	char const *set, *live, *dir, *new, *old;
};

/* The committed database of the set: its path, or 0 with the answer in *N. */
static char const *committed(struct install *m, struct next *n)
{
	struct ctx *x = m->r.x;
	unsigned char *rx = rcset_none(x, &m->r.db);
	char const *target;
	*n = rcrepo_read(&m->r, m->set, rx, 0);
	if (n->how == NEXT_EXIT)
		return 0;
	if (rcrepo_current(&m->r, m->set, rx, 0, &target))
		return rcrepo_path(&m->r, RCREPO_COMPILED, target);
	*n = failcode(x, RCREPO_STALE, "unable to install the set ", m->set,
		target ? ": it, or the stores, have changed since it was compiled"
		       : ": it was never compiled",
		"; s6-rc-set-commit does that");
	return 0;
}

/* Runs s6-rc-update on the new database. */
static struct next update(struct install *m, int *code)
{
	struct ctx *x = m->r.x;
	struct opts const *o = m->o;
	char v[DECIMAL];
	char const *argv[14], **a = argv;
	int wstat;
	*a++ = "s6-rc-update";
	*a++ = "-v";
	*a++ = decimal(v, m->r.verbosity);
	*a++ = "-l";
	*a++ = m->live;
	*a++ = o->spare ? "-E" : "-e";
	if (o->block)
		*a++ = "-b";
	if (o->conversion) {
		*a++ = "-f";
		*a++ = o->conversion;
	}
	*a++ = m->new;
	*a = 0;
	if (spawn_wait(x, words_of(x, argv), &wstat) < 0)
		return spawn_failed(x);
	*code = status_code(wstat);
	return chain(0);
}

/* The database that was booted goes, unless it is live still. */
static void drop_old(struct install *m)
{
	struct ctx *x = m->r.x;
	if (!m->old)
		return;
	char const *path = *m->old == '/' ? m->old : join(x, m->dir, "/", m->old);
	if (m->o->keep)
		put_text(x, join(x, path, "\n"));
	else if ((!m->o->boot_only || access(m->live, F_OK) < 0) && rm_rf(path) < 0)
		warnsys(x, "unable to remove ", path);
}

static struct next copy_and_update(struct install *m, char const *from)
{
	struct ctx *x = m->r.x;
	char const *bad = tree_copy(x, from, m->new);
	struct next n = bad ? failsys(x, "unable to copy ", bad) : chain(0);
	int code = 0;
	if (n.how != NEXT_EXIT && !m->o->boot_only)
		n = update(m, &code);
	if (n.how != NEXT_EXIT && code && code <= FAILED_BEHIND)
		warn(x, m->new,
			" is live, but not all that it wants is up: what is booted stays as it was");
	if (n.how == NEXT_EXIT || code > FAILED_BEHIND)
		rm_rf(m->new);
	return n.how == NEXT_EXIT || !code ? n : leave(code);
}

static struct next install(struct install *m)
{
	struct ctx *x = m->r.x;
	struct next n;
	char const *from = committed(m, &n), *boot = m->o->boot, *slash = strrchr(boot, '/');
	if (!from)
		return n;
	m->dir = arena_text(x, boot, (size_t)(slash - boot));
	m->old = rclive_link(x, m->dir, slash + 1);
	if (!m->old && errno != ENOENT)
		return failsys(x, "unable to read the link ", boot);
	char const *name = rcrepo_new_name(x, m->set);
	m->new = join(x, m->dir, "/", name);
	n = copy_and_update(m, from);
	if (n.how == NEXT_EXIT)
		return n;
	if (rcrepo_relink(x, name, boot) < 0)
		return failsys(x, "unable to make ", boot);
	drop_old(m);
	return leave(0);
}

static struct next run_install(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct install m = { .o = o, .set = c->arg[0], .live = rclive_path(x, o->live) };
	if (*o->boot != '/' || (!o->boot_only && *m.live != '/'))
		return fail(x,
			"the link to what is booted and the live directory must be absolute paths");
	struct next n = rcrepo_open(&m.r, x, &o->repo, RCLIVE_SHARED, 1);
	return n.how == NEXT_EXIT ? n : install(&m);
}

struct cmd const cmd_s6_rc_set_install = {
	.name = "s6-rc-set-install",
	.brief = "make a compiled set the one that is live, and that is booted",
	.says = "make the compiled set <set> live, and have it booted",
	.form = "set",
	OPTS(struct opts, opts, RCREPO_INIT, .boot = "/etc/s6-rc/compiled/current"),
	.traits = LEAF | FORKS,
	.run = run_install,
	.operands = "set: the set",
	.exits =
		"3 if there is no such set; 7 if it has changed since it was compiled; 102 if it is not in line with the "
		"stores; 100, 111; else what s6-rc-update left with",
	.help = "The database is copied beside the link, s6-rc-update makes the copy live, then the link leads to it. If that "
		"fails, what is booted stays as it was.",
};
