/* rootfs.c - the root of an image: what there is to look at. */
#include "rootfs.h"

#include <string.h>
#include <sys/stat.h>

struct report_file *rootfs_file_new(struct rootfs *r, char const *name, struct script src)
{
	struct report_file *f = arena_get(r->x, sizeof *f);
	*f = (struct report_file){ .name = name, .src = src };
	*r->last = f;
	r->last = &f->next;
	return f;
}

struct report_file *rootfs_file(struct rootfs *r, char const *name, struct script src)
{
	struct report_file *f = r->first;
	while (f && strcmp(f->name, name) != 0)
		f = f->next;
	if (!f)
		return rootfs_file_new(r, name, src);
	if (src.text)
		f->src = src;
	return f;
}

/* What s6-rc-compile has said about a place is not said again. */
static int is_said(struct report_file const *file, uint32_t at)
{
	for (struct finding const *f = file->first; at && f; f = f->next)
		if (f->from == at &&
			(f->rule == LINT_BAD_DEFINITION || f->rule == LINT_ODD_DEFINITION))
			return 1;
	return 0;
}

void rootfs_add(struct rootfs *r, struct report_file *file, enum lint_id id, enum lint_level level,
	uint32_t at, char const *hint, char const *message)
{
	struct finding *f = arena_get(r->x, sizeof *f), **to = &file->first;
	if (r->options->off[id] || is_said(file, at))
		return;
	while (*to && (*to)->from <= at)
		to = &(*to)->next;
	*f = (struct finding){ .rule = id,
		.level = level,
		.from = at,
		.to = at + (at != 0),
		.message = message,
		.hint = hint,
		.next = *to };
	*to = f;
}

static char const *missing(void *arg, char const *program)
{
	enum lint_id rule;
	return rootfs_missing(arg, program, &rule);
}

void rootfs_lint(struct rootfs *r, struct report_file *file, char const *args)
{
	struct lint l = *r->options;
	l.src = file->src;
	l.off[LINT_FOREIGN_SCRIPT] = 1;
	l.args = args;
	l.missing = missing;
	l.missing_arg = r;
	lint_script(&l);
	for (struct finding *f = l.first, *next; f; f = next) {
		uint32_t to = f->to;
		next = f->next;
		rootfs_add(r, file, f->rule, f->level, f->from, f->hint, f->message);
		for (struct finding *added = file->first; added; added = added->next)
			if (added->from == f->from && added->rule == f->rule)
				added->to = to;
	}
}

static void check_script(struct rootfs *r, char const *path)
{
	struct stat st;
	if (!rootfs_stat(r, path, &st) || !S_ISDIR(st.st_mode))
		rootfs_program(r, path, ROOTFS_MADE);
}

static void check_if_there(struct rootfs *r, char const *path)
{
	struct stat st;
	if (!lstat(rootfs_name(r, path), &st))
		rootfs_program(r, path, ROOTFS_MADE);
}

/* A check in the language, of healthchecks, need not be executable. */
void rootfs_check_exec(struct rootfs *r, char const *path)
{
	char const *file = join(r->x, path, "/data/check-exec");
	struct stat st;
	if (!rootfs_stat(r, file, &st))
		return;
	if (st.st_mode & 0111)
		rootfs_program(r, file, ROOTFS_COPIED);
	else if (S_ISREG(st.st_mode))
		rootfs_lint(r, rootfs_text(r, file), "-S0");
}

void rootfs_service(struct rootfs *r, char const *path)
{
	static char const *const rest[] = { "/finish", "/data/check", "/log/finish", 0 };
	char const *run = join(r->x, path, "/run"), *log = join(r->x, path, "/log");
	struct stat st;
	if (!rootfs_stat(r, path, &st) || !S_ISDIR(st.st_mode))
		return;
	if (lstat(rootfs_name(r, run), &st) < 0)
		rootfs_say(r, rootfs_file(r, rootfs_name(r, path), (struct script){ 0 }),
			LINT_NO_PROGRAM, 0, 0,
			"this service has no file run: the program to be supervised");
	check_if_there(r, run);
	if (rootfs_stat(r, log, &st) && S_ISDIR(st.st_mode)) {
		if (lstat(rootfs_name(r, join(r->x, log, "/run")), &st) < 0)
			rootfs_say(r, rootfs_file(r, rootfs_name(r, log), (struct script){ 0 }),
				LINT_NO_PROGRAM, 0, 0, "this logger has no file run");
		check_if_there(r, join(r->x, log, "/run"));
	}
	for (char const *const *p = rest; *p; p++)
		check_if_there(r, join(r->x, path, *p));
	rootfs_check_exec(r, path);
}

static int is_directory(struct rootfs *r, char const *path)
{
	struct stat st;
	return rootfs_stat(r, path, &st) && S_ISDIR(st.st_mode);
}

static void find_etc(struct rootfs *r)
{
	char const *etc = rootfs_env(r, "WINDLASS_ETC"),
		   *profile = rootfs_env(r, "S6_RUNTIME_PROFILE"),
		   *manners = rootfs_env(r, "WINDLASS_MANNERS");
	r->etc = etc && *etc ? etc : "/etc";
	if (profile && *profile)
		r->etc = join(r->x, r->etc, "/cont-profile.d/", profile);
	int rc = is_directory(r, join(r->x, r->etc, "/s6-overlay/s6-rc.d")) ||
		 is_directory(r, join(r->x, r->etc, "/s6-overlay/user-bundles.d"));
	r->generation = manners && *manners ? (*manners == '3' ? 3 : 2) : rc ? 3 : 2;
}

static void find_layer(struct rootfs *r)
{
	r->layer = !is_directory(r, "/bin") && !is_directory(r, "/usr/bin") &&
		   !is_directory(r, "/lib");
	if (r->layer)
		rootfs_say(r, rootfs_file(r, r->root, (struct script){ 0 }), LINT_LAYER, 0, 0,
			"there is no bin, usr/bin or lib: programs and accounts are not looked for");
}

static void check_hook(struct rootfs *r)
{
	char const *hook = rootfs_env(r, "S6_STAGE2_HOOK");
	enum lint_id rule;
	if (!hook || r->generation != 3)
		return;
	hook += strspn(hook, " \t\n");
	char const *why = rootfs_missing(r, arena_text(r->x, hook, strcspn(hook, " \t\n")), &rule);
	if (why)
		rootfs_say(r, rootfs_file(r, r->root, (struct script){ 0 }), rule, 0, 0,
			"S6_STAGE2_HOOK: ", why);
}

void rootfs_check(struct rootfs *r)
{
	r->last = &r->first;
	rootfs_variables(r);
	find_etc(r);
	find_layer(r);
	r->machine = rootfs_machine(r);
	check_hook(r);
	size_t attrs = rootfs_each(r, join(r->x, r->etc, "/fix-attrs.d"), rootfs_attrs);
	size_t scripts = rootfs_each(r, join(r->x, r->etc, "/cont-init.d"), check_script);
	size_t services = rootfs_each(r, join(r->x, r->etc, "/services.d"), rootfs_service);
	rootfs_each(r, join(r->x, r->etc, "/cont-finish.d"), check_script);
	r->waits = attrs || scripts;
	if (r->generation != 3)
		return;
	if (attrs + scripts + services)
		rootfs_say(r, rootfs_file(r, rootfs_name(r, r->etc), (struct script){ 0 }),
			LINT_MIXED_GENERATIONS, 0, 0,
			"fix-attrs.d, cont-init.d or services.d stand beside services of s6-rc");
	rootfs_rc(r);
}
