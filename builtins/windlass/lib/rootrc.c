/* rootrc.c - the services of s6-rc of an image. */
#include <string.h>
#include <sys/stat.h>

#include "initsources.h"
#include "rcgraph.h"
#include "rcsource.h"
#include "rootfs.h"

static void tell(void *arg, struct rc_said const *said)
{
	static enum lint_id const rules[] = { [RC_FAULT_ODD] = LINT_ODD_DEFINITION,
		[RC_FAULT_BAD] = LINT_BAD_DEFINITION,
		[RC_FAULT_UNDEFINED] = LINT_UNDEFINED_SERVICE,
		[RC_FAULT_CIRCLE] = LINT_SERVICE_CYCLE,
		[RC_FAULT_UNREAD] = LINT_BAD_DEFINITION };
	struct rootfs *r = arg;
	char const *name = said->src.name ? said->src.name : "/init";
	struct script src = said->src;
	src.name = name;
	rootfs_say(r, rootfs_file(r, name, said->at ? src : (struct script){ 0 }),
		rules[said->fault], said->at, 0, said->text);
}

/* Marks N services and all that they need in SEEN. */
static void mark(struct rc_source *s, char *seen, uint32_t const *v, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct rc_graph const *g = s->edges + RC_NEEDS;
		if (seen[v[i]])
			continue;
		seen[v[i]] = 1;
		mark(s, seen, g->to.v + g->from[v[i]], g->from[v[i] + 1] - g->from[v[i]]);
	}
}

static char *mark_all(struct rc_source *s, char const *bundle)
{
	struct rc_def const *d = rc_find(s, bundle);
	char *seen = memset(arena_get(s->x, s->services + 1), 0, s->services + 1);
	if (d)
		mark(s, seen, d->atomics, d->atomics_n);
	return seen;
}

static void say(struct rootfs *r, struct rc_def const *d, enum lint_id id, enum lint_level level,
	char const *hint, char const *what)
{
	struct report_file *f = rootfs_file(r, d->dir, (struct script){ 0 });
	rootfs_say_as(r, f, id, level, 0, hint, d->name, what);
}

/* Services that are started; and among them, those that may start before the image's scripts have run. */
static void check_graph(struct rootfs *r, struct rc_source *s)
{
	char const *started = mark_all(s, "top"), *base = mark_all(s, "base");
	for (uint32_t i = 0; i < s->services; i++) {
		struct rc_def const *d = s->service[i];
		char *needs = memset(arena_get(r->x, s->services + 1), 0, s->services + 1);
		int waits = 0;
		if (!d->dir || !*d->dir || d->broken)
			continue;
		mark(s, needs, &i, 1);
		for (uint32_t k = 0; k < s->services; k++)
			waits |= needs[k] && base[k] && s->service[k]->dir == 0;
		if (!started[i])
			say(r, d, LINT_NEVER_STARTED, LINT_WARNING,
				"an empty file of its name in user-bundles.d/user/contents.d has it started",
				" is in no bundle that is started, and nothing that is needs it");
		else if (!waits && !base[i])
			say(r, d, LINT_NO_BASE, r->waits ? LINT_WARNING : LINT_NOTE,
				"an empty file dependencies.d/base makes it wait for fix-attrs.d and cont-init.d",
				" does not depend on base: it may start while the initialization scripts run");
	}
}

static void check_script(struct rootfs *r, struct rc_def const *d, enum rc_script which)
{
	struct rc_file const *file = d->script + which;
	if (!file->text)
		return;
	char const *name = join(r->x, d->dir, "/", file->name);
	struct report_file *f =
		rootfs_file(r, name, (struct script){ name, file->text, file->len });
	rootfs_names(r, f);
	rootfs_lint(r, f, "-P");
}

static void check_definition(struct rootfs *r, struct rc_def const *d)
{
	struct rc_file const *const programs[] = { &d->run, &d->finish };
	if (!d->dir || !*d->dir || d->parameter)
		return;
	for (int i = 0; i < RC_SCRIPTS; i++)
		check_script(r, d, (enum rc_script)i);
	rootfs_check_exec(r, d->dir + strlen(r->root));
	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		if (programs[i]->text)
			rootfs_program(r,
				join(r->x, d->dir + strlen(r->root), "/", programs[i]->name),
				ROOTFS_COPIED);
}

static void read_source(struct rootfs *r, struct rc_source *s, char const *path)
{
	char const *real = rootfs_resolve(r, path);
	struct stat st;
	if (real && !stat(real, &st) && S_ISDIR(st.st_mode))
		rc_source_read(s, real);
}

void rootfs_rc(struct rootfs *r)
{
	struct rc_source *s = arena_get(r->x, sizeof *s);
	char const *bundles = rootfs_env(r, "S6_RUNTIME_BUNDLEDIR");
	rc_source_init(s, r->x);
	s->tell = tell;
	s->tell_arg = r;
	s->keep_going = s->merge = s->no_programs = 1;
	read_source(r, s, join(r->x, r->etc, "/s6-overlay/s6-rc.d"));
	read_source(r, s,
		bundles && *bundles ? bundles : join(r->x, r->etc, "/s6-overlay/user-bundles.d"));
	rc_source_rows(s, init_sources);
	if (s->lost)
		return;
	rc_resolve(s);
	for (struct rc_def const *d = s->first; d; d = d->next)
		check_definition(r, d);
	check_graph(r, s);
}
