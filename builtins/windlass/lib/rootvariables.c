/* rootvariables.c - the variables that an image sets, and those that its scripts name. */
#include <skalibs/djbunix.h>
#include <string.h>

#include "diag.h"
#include "initvars.h"
#include "nearest.h"
#include "rootfs.h"

static char const letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

static int is_ours(char const *name)
{
	return !strncmp(name, "S6_", 3) || !strncmp(name, "WINDLASS_", 9);
}

static char const *nearest(char const *name)
{
	struct nearest near = nearest_to(name);
	for (struct initvar const *v = initvars; v->name; v++)
		nearest_offer(&near, v->name);
	return near.best;
}

static char const *did(struct rootfs *r, char const *best)
{
	return best ? join(r->x, "did you mean ", best, "?")
		    : "windlass check --variables lists those that there are";
}

char const *rootfs_env(struct rootfs *r, char const *name)
{
	size_t len = strlen(name);
	for (size_t i = r->sets; i-- > 0;)
		if (!strncmp(r->set[i], name, len) && r->set[i][len] == '=')
			return r->set[i] + len + 1;
	return 0;
}

/* The variable that begins at AT of FILE: LEN bytes. */
static void check_set(struct rootfs *r, struct report_file *f, size_t at, size_t len)
{
	char const *text = arena_text(r->x, f->src.text + at, len), *equals = strchr(text, '=');
	if (!equals || *text == '#')
		return;
	r->set[r->sets++] = text;
	char const *name = arena_text(r->x, text, (size_t)(equals - text)), *value = equals + 1;
	struct initvar const *v = initvar_find(name, strlen(name));
	if (!v && is_ours(name))
		rootfs_say(r, f, LINT_UNKNOWN_VARIABLE, (uint32_t)at + 1, did(r, nearest(name)),
			"/init knows no variable ", name);
	if (v && *value && !initvar_fits(v, value))
		rootfs_say(r, f, LINT_BAD_VARIABLE, (uint32_t)at + 1,
			join(r->x, "the default is used: ", v->value), name,
			" has to be a number, not ", value);
	if (!strcmp(name, "WINDLASS_RUN") && *value != '/')
		rootfs_say_as(r, f, LINT_BAD_VARIABLE, LINT_ERROR, (uint32_t)at + 1, 0, name,
			" has to be an absolute path, not ", value);
}

static void check_lines(struct rootfs *r, char const *name, char const *text, size_t len)
{
	struct report_file *f = rootfs_file(r, name, (struct script){ name, text, len });
	for (size_t at = 0; at < len;) {
		size_t n = strcspn(text + at, "\n");
		check_set(r, f, at, n && text[at + n - 1] == '\r' ? n - 1 : n);
		at += n + 1;
	}
}

static size_t lines(char const *text)
{
	size_t n = 1;
	while ((text = strchr(text, '\n')))
		text++, n++;
	return n;
}

/* What is given by -e is more than what a file says. */
void rootfs_variables(struct rootfs *r)
{
	stralloc text = STRALLOC_ZERO;
	if (r->env_file && (!openslurpclose(&text, r->env_file) || !stralloc_0(&text)))
		r->code = failsys(r->x, "unable to read ", r->env_file).code;
	size_t n = r->env->n + (text.len ? lines(text.s) : 0);
	for (unsigned int i = 0; i < r->env->n; i++)
		n += lines(r->env->arg[i]);
	r->set = arena_get(r->x, (n + 1) * sizeof *r->set);
	if (text.len)
		check_lines(r, r->env_file, text.s, text.len - 1);
	for (unsigned int i = 0; i < r->env->n; i++) {
		char const *arg = r->env->arg[i];
		struct script src = { "-e", arg, strlen(arg) };
		struct report_file *f = rootfs_file_new(r, src.name, src);
		check_set(r, f, 0, strlen(arg));
	}
}

void rootfs_names(struct rootfs *r, struct report_file *f)
{
	char const *text = f->src.text;
	for (char const *p = text; (p = strstr(p, "S6_"));) {
		size_t len = strspn(p, letters);
		int inside = p > text && p[-1] && strchr(letters, p[-1]);
		char const *name = arena_text(r->x, p, len);
		char const *best = inside || initvar_find(name, len) ? 0 : nearest(name);
		if (best)
			rootfs_say(r, f, LINT_UNKNOWN_VARIABLE, (uint32_t)(p - text) + 1,
				did(r, best), "/init knows no variable ", name);
		p += len;
	}
}
