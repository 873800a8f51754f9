/* fstab2s6rc.c - turn a table of file systems into definitions of services. */
#include <sys/stat.h>

#include "builtin.h"
#include "layout.h"
#include "maker.h"
#include "mounts.h"

struct opts {
	int no_noauto, util_linux, optional;
	char const *fstab, *bundle, *base;
	unsigned int mode;
};

static struct opt const opts[] = {
	SET('A', "include-noauto", struct opts, no_noauto, 0,
		"what is noauto gets services too, that are in no bundle (default)"),
	SET('a', "exclude-noauto", struct opts, no_noauto, 1, "what is noauto gets none"),
	SET('U', "without-uuid", struct opts, util_linux, 0,
		"use s6-mount, s6-umount, s6-swapon and s6-swapoff (default)"),
	SET('u', "with-uuid", struct opts, util_linux, 1,
		"use the image's mount, umount, swapon and swapoff, which know UUID= and LABEL="),
	SET('E', "essential", struct opts, optional, 0,
		"mark services as essential, and never unmount (default)"),
	SET('e', "not-essential", struct opts, optional, 1,
		"mark services as recommended; they unmount when they are stopped"),
	STR('F', "fstab", struct opts, fstab, "file", "the table (default: /etc/fstab)"),
	OCT('m', "mode", struct opts, mode, 07777, "mode",
		"the mode of the directory (default: 0755)"),
	STR('B', "bundle", struct opts, bundle, "name",
		"make a bundle of all, and NAME-mounts and NAME-swaps of its parts"),
	STR('d', "base-dependency", struct opts, base, "service",
		"all of the services depend on this one"),
	{ 0 },
};

/* A line of the table as a service. */
struct unit {
	struct mounted const *m;
	char const *name, *path; /* of the mount point, or of the swap area */
	int is_swap, noauto;
};

enum { ROWS = 8 }; /* how many files a unit has at most */

struct work {
	struct ctx *x;
	struct opts const *o;
	struct unit *unit;
	size_t n;
	struct layout_row *row;
};

/* PATH without slashes that mean nothing. */
static char const *clean(struct ctx *x, char const *path)
{
	char *to = arena_text(x, path, strlen(path)), *end = to;
	for (; *path; path++)
		if (*path != '/' || end == to || end[-1] != '/')
			*end++ = *path;
	if (end > to + 1 && end[-1] == '/')
		end--;
	*end = 0;
	return to;
}

static char const *name_of(struct ctx *x, char const *kind, char const *path)
{
	char *name = join(x, kind, path + (*path == '/'));
	for (char *s = name; (s = strchr(s, '/'));)
		*s = ':';
	return name;
}

static int is_below(char const *path, char const *dir)
{
	size_t n = strlen(dir);
	return dir[1] ? !strncmp(path, dir, n) && (!path[n] || path[n] == '/') : *path == '/';
}

/* The service that mounts what PATH is on, other than U; or 0. */
static struct unit const *above(struct work const *w, struct unit const *u, char const *path)
{
	struct unit const *best = 0;
	for (struct unit const *v = w->unit; v < w->unit + w->n; v++)
		if (v != u && !v->is_swap && is_below(path, v->path) &&
			(!best || strlen(v->path) > strlen(best->path)))
			best = v;
	return best;
}

#define INVALID(w, ...) failcode((w)->x, 1, "invalid fstab ", (w)->o->fstab, ": ", __VA_ARGS__)

static struct next check(struct work const *w, struct unit const *u)
{
	if (!u->is_swap && !*u->m->dir)
		return INVALID(w, u->m->source, " has no mount point");
	if (!u->is_swap && *u->m->dir != '/')
		return INVALID(w, "the mount point of ", u->m->source,
			" is not an absolute path: ", u->m->dir);
	if (strchr(u->name, '\n'))
		return INVALID(w, "no service can have a name with a newline: ", u->name);
	for (struct unit const *v = w->unit; v < u; v++)
		if (!strcmp(v->name, u->name))
			return INVALID(w, v->path, " and ", u->path, " would both be the service ",
				u->name);
	return chain(0);
}

/* What only the mount of util-linux understands of M, or 0. */
static char const *foreign(struct mounted const *m)
{
	if (strchr(m->source, '=') && *m->source != '/')
		return m->source;
	return mounts_option(m->options, "loop") ? "loop" : strcmp(m->type, "auto") ? 0 : m->type;
}

static struct next take(struct work *w, struct mounted const *m)
{
	struct ctx *x = w->x;
	struct unit *u = w->unit + w->n;
	*u = (struct unit){ .m = m,
		.is_swap = !strcmp(m->type, "swap"),
		.noauto = mounts_option(m->options, "noauto") };
	if (u->noauto && w->o->no_noauto)
		return chain(0);
	u->path = clean(x, u->is_swap ? m->source : m->dir);
	u->name = name_of(x, u->is_swap ? "swap-" : "mount-", u->path);
	w->n++;
	if (foreign(m) && !w->o->util_linux)
		warn(x, u->name, ": ", u->is_swap ? "s6-swapon" : "s6-mount",
			" does not understand ", foreign(m), ": use -u");
	return check(w, u);
}

static void add(struct work *w, char const *path, char const *text)
{
	*w->row++ = (struct layout_row){ path, text };
}

static char const *script(struct ctx *x, char const *const *words)
{
	stralloc text = STRALLOC_ZERO;
	maker_words(&text, words);
	maker_text(&text, "\n");
	char const *s = arena_text(x, text.s, text.len);
	stralloc_free(&text);
	return s;
}

/* The name of a tool, ours or the image's. */
static char const *tool(struct work const *w, char const *ours)
{
	return w->o->util_linux ? ours + strlen("s6-") : ours;
}

static char const *up_of(struct work const *w, struct unit const *u)
{
	/* The root is there when anything can be run. */
	char const *options =
		strcmp(u->path, "/") ? u->m->options : join(w->x, "remount,", u->m->options);
	if (!u->is_swap)
		return script(w->x, DIAG_PARTS(tool(w, "s6-mount"), "-t", u->m->type, "-o", options,
					    "--", u->m->source, u->path));
	if (!w->o->util_linux)
		return script(w->x, DIAG_PARTS("s6-swapon", "--", u->path));
	return script(w->x, DIAG_PARTS("swapon", "-o", options, "--", u->path));
}

static char const *down_of(struct work const *w, struct unit const *u)
{
	return script(
		w->x, DIAG_PARTS(tool(w, u->is_swap ? "s6-swapoff" : "s6-umount"), "--", u->path));
}

static void add_dependency(struct work *w, struct unit const *u, char const *on)
{
	add(w, join(w->x, u->name, "/dependencies.d/", on), "");
}

static void add_unit(struct work *w, struct unit const *u)
{
	struct ctx *x = w->x;
	struct unit const *dir = u->is_swap ? 0 : above(w, u, u->path);
	struct unit const *source = above(w, u, clean(x, u->m->source));
	int essential = !w->o->optional && !u->noauto;
	add(w, join(x, u->name, "/type"), "oneshot\n");
	add(w, join(x, u->name, "/up"), up_of(w, u));
	if (!essential && strcmp(u->path, "/") != 0)
		add(w, join(x, u->name, "/down"), down_of(w, u));
	if (!u->noauto)
		add(w, join(x, u->name, essential ? "/flag-essential" : "/flag-recommended"), "");
	if (w->o->base)
		add_dependency(w, u, w->o->base);
	if (dir)
		add_dependency(w, u, dir->name);
	if (source && !(dir && is_below(dir->path, source->path)))
		add_dependency(w, u, source->name);
	if (w->o->bundle && !u->noauto)
		add(w,
			join(x, w->o->bundle, u->is_swap ? "-swaps" : "-mounts", "/contents.d/",
				u->name),
			"");
}

static void add_bundle(struct work *w, char const *part)
{
	char const *name = join(w->x, w->o->bundle, part);
	add(w, join(w->x, name, "/type"), "bundle\n");
	add(w, join(w->x, name, "/contents.d/"), 0);
	if (*part)
		add(w, join(w->x, w->o->bundle, "/contents.d/", name), "");
}

static struct layout_row const *rows(struct work *w)
{
	struct layout_row *first = arena_get(w->x, (w->n + 2) * ROWS * sizeof *first);
	w->row = first;
	for (size_t i = 0; i < w->n; i++)
		add_unit(w, w->unit + i);
	if (w->o->bundle) {
		add_bundle(w, "");
		add_bundle(w, "-mounts");
		add_bundle(w, "-swaps");
	}
	add(w, 0, 0);
	return first;
}

static struct next run_fstab2s6rc(struct ctx *x, struct call const *c)
{
	struct work w = { .x = x, .o = c->opt };
	struct mounted *m;
	size_t n;
	if (mounts_read(x, w.o->fstab, &m, &n) < 0)
		return failsys(x, "unable to read ", w.o->fstab);
	w.unit = arena_get(x, (n + 1) * sizeof *w.unit);
	for (size_t i = 0; i < n; i++) {
		struct next bad = take(&w, m + i);
		if (bad.how == NEXT_EXIT)
			return bad;
	}
	x->at = c->arg_at[0];
	if (mkdir(c->arg[0], 0755) < 0)
		return failsys(x, "unable to make ", c->arg[0]);
	char const *blame = layout_write(x, c->arg[0], rows(&w));
	if (!blame && chmod(c->arg[0], w.o->mode) < 0)
		blame = c->arg[0];
	return blame ? failsys(x, "unable to write ", blame) : leave(0);
}

struct cmd const cmd_fstab2s6rc = {
	.name = "fstab2s6rc",
	.brief = "turn a table of file systems into services for s6-rc-compile",
	.form = "dir",
	OPTS(struct opts, opts, .fstab = "/etc/fstab", .mode = 0755),
	.traits = LEAF | PURE,
	.run = run_fstab2s6rc,
	.operands = "dir: the directory of definitions to make; it must not be there",
	.exits = "1 when the table cannot be turned into services",
	.help = "What is mounted on /var/log becomes the oneshot mount-var:log, the swap area /dev/sda2 the oneshot "
		"swap-dev:sda2. Each depends on the services that mount what its mount point, and its source, are on, "
		"so that s6-rc mounts as much as can be at the same time. The root is remounted with its options, and "
		"never unmounted.",
	.example = "fstab2s6rc -F /etc/fstab -B file-systems /run/s6/sources",
};
