/* rcrepomake.c - what a repository has compiled. */
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rcrepo.h"
#include "rcset.h"

struct next rcrepo_compile(
	struct rcrepo *r, char const *user, char const *dest, char const *const *sources, int *code)
{
	char v[DECIMAL];
	struct ctx *x = r->x;
	size_t n = 0;
	int wstat;
	while (sources[n])
		n++;
	char const **argv = arena_get(x, (n + 7) * sizeof *argv), **a = argv;
	*a++ = "s6-rc-compile";
	*a++ = "-v";
	*a++ = decimal(v, r->verbosity);
	if (user) {
		*a++ = "-h";
		*a++ = user;
	}
	*a++ = dest;
	memcpy(a, sources, (n + 1) * sizeof *a);
	if (spawn_wait(x, words_of(x, argv), &wstat) < 0)
		return spawn_failed(x);
	*code = status_code(wstat);
	return chain(0);
}

/* The paths of the links to the stores. */
static char const *const *stores(struct rcrepo *r)
{
	size_t n = 0;
	char b[DECIMAL];
	while (!access(rcrepo_path(r, RCREPO_STORES, decimal(b, n)), F_OK))
		n++;
	char const **list = arena_get(r->x, (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = rclive_link(r->x, rcrepo_path(r, RCREPO_STORES, ""), decimal(b, i));
	list[n] = 0;
	return list;
}

static struct next sync_set(struct rcrepo *r, char const *name, void *gaps)
{
	unsigned char *rx = rcset_none(r->x, &r->db);
	struct next n = rcrepo_read(r, name, rx, 1);
	if (n.how != NEXT_EXIT)
		n = rcrepo_write(r, name, rx);
	if (n.how != NEXT_EXIT)
		*(unsigned int *)gaps += rcrepo_warn(r, name, rx);
	return n;
}

/* The new reference is the one from here on. */
static struct next take_reference(struct rcrepo *r, char const *name)
{
	struct ctx *x = r->x;
	char const *old = rclive_link(x, r->path, RCREPO_REFERENCE);
	if (rcdb_open(&r->db, rcrepo_path(r, name, "")) < 0)
		return failsys(x, "unable to open ", rcrepo_path(r, name, ""));
	if (rcrepo_relink(x, name, rcrepo_path(r, RCREPO_REFERENCE, "")) < 0)
		return failsys(x, "unable to make ", rcrepo_path(r, RCREPO_REFERENCE, ""));
	if (old && rm_rf(rcrepo_path(r, old, "")) < 0)
		warnsys(x, "unable to remove ", rcrepo_path(r, old, ""));
	return chain(0);
}

struct next rcrepo_sync(struct rcrepo *r, char const *user)
{
	struct ctx *x = r->x;
	char const *name = rcrepo_new_name(x, RCREPO_REFERENCE);
	unsigned int gaps = 0;
	int code;
	struct next n = rcrepo_compile(r, user, rcrepo_path(r, name, ""), stores(r), &code);
	if (n.how == NEXT_EXIT)
		return n;
	if (code)
		return leave(code == RCREPO_REFUSED ? RCREPO_REFUSED : 111);
	n = take_reference(r, name);
	if (n.how != NEXT_EXIT)
		n = rcrepo_each(r, sync_set, &gaps);
	if (n.how == NEXT_EXIT || !gaps)
		return n;
	return failcode(x, RCREPO_REFUSED,
		"there are sets that are not consistent; s6-rc-set-fix can help");
}

/* Adds to the definition in DIR, whose other files are links to those of FROM, or leaves out, the flag that says that it
   is essential. */
static char const *turn_essential(struct ctx *x, char const *from, char const *dir, int essential)
{
	static char const flag[] = "flag-essential";
	char const *path = join(x, dir, "/", flag);
	char const *const *names = rcrepo_names(x, from);
	if (!names)
		return from;
	if (mkdir(dir, 0755) < 0 || (essential && !openwritenclose_unsafe(path, "", 0)))
		return path;
	for (; *names; names++)
		if (strcmp(*names, flag) != 0 &&
			symlink(join(x, from, "/", *names), path = join(x, dir, "/", *names)) < 0)
			return path;
	return 0;
}

/* Whether a bundle has something that is masked. */
static int has_masked(struct rcrepo const *r, unsigned char const *rx, struct rcdb_name const *name)
{
	uint32_t const *v = rcdb_numbers(&r->db, &name->atomics);
	for (uint32_t i = 0; i < name->atomics.n; i++)
		if (rx[v[i]] == RX_MASKED)
			return 1;
	return 0;
}

/* Links the definition NAME of the store FROM into DIR, as far as the set has it. */
static char const *take(struct rcrepo *r, unsigned char const *rx, char const *from,
	char const *name, char const *dir)
{
	struct ctx *x = r->x;
	struct rcdb_name const *n = rcdb_find(&r->db, name);
	char const *to = join(x, dir, "/", name), *source = join(x, from, "/", name);
	if (n && has_masked(r, rx, n))
		return 0;
	uint32_t i = n && !n->bundle ? *rcdb_numbers(&r->db, &n->atomics) : RC_NONE;
	if (i != RC_NONE && rcrepo_against(r, i, (enum rcrepo_rx)rx[i]))
		return turn_essential(x, source, to, rx[i] == RX_ALWAYS);
	return symlink(source, to) < 0 ? to : 0;
}

static char const *take_all(
	struct rcrepo *r, unsigned char const *rx, char const *from, char const *dir)
{
	char const *const *names = rcrepo_names(r->x, from);
	char const *bad = names ? 0 : from;
	for (; names && *names && !bad; names++)
		bad = take(r, rx, from, *names, dir);
	return bad;
}

static char const *make_bundle(
	struct rcrepo *r, unsigned char const *rx, char const *bundle, char const *dir)
{
	struct ctx *x = r->x;
	char const *path = join(x, dir, "/", bundle);
	if (mkdir(path, 0755) < 0 ||
		!openwritenclose_unsafe(join(x, path, "/type"), "bundle\n", 7) ||
		mkdir(path = join(x, path, "/contents.d"), 0755) < 0)
		return path;
	for (uint32_t i = 0; i < r->db.services; i++) {
		if (!rcrepo_counts(r, i) || rx[i] < RX_ACTIVE)
			continue;
		char const *file = join(x, path, "/", rcdb_service_name(&r->db, i));
		if (!openwritenclose_unsafe(file, "", 0))
			return file;
	}
	return 0;
}

char const *rcrepo_source(
	struct rcrepo *r, unsigned char const *rx, char const *bundle, char const *dir)
{
	char const *bad = mkdir(dir, 0755) < 0 ? dir : 0;
	for (char const *const *store = stores(r); *store && !bad; store++)
		bad = take_all(r, rx, *store, dir);
	return bad ? bad : make_bundle(r, rx, bundle, dir);
}
