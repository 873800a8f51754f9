/* s6-envdir.c - take variables from the files of a directory. */
#include <skalibs/env.h>

#include "builtin.h"

struct opts {
	int how, loose;
	char const *nul;
};

static struct opt const opts[] = {
	SET('I', "loose", struct opts, loose, 1, "go on when there is no such directory"),
	SET('i', "strict", struct opts, loose, 0, "leave with 111 then (default)"),
	OR('f', "verbatim", struct opts, how, SKALIBS_ENVDIR_VERBATIM,
		"take the whole file, but for a newline at its end"),
	OR('n', "no-chomp", struct opts, how, SKALIBS_ENVDIR_NOCHOMP,
		"keep blanks at the end of the line, or with -f the newline at the end"),
	OR('L', "no-limit", struct opts, how, SKALIBS_ENVDIR_NOCLAMP,
		"take values longer than 4095 bytes too"),
	STR('c', "nul", struct opts, nul, "char",
		"what a NUL in a file becomes (default: a newline)"),
	{ 0 },
};

/* CHANGES are texts, each with a NUL behind: NAME=VALUE, or NAME to be removed. */
static void apply(struct ctx *x, stralloc const *changes)
{
	char const *s = changes->s;
	while (s && s < changes->s + changes->len) {
		size_t len = strlen(s), name = strcspn(s, "=");
		char const *key = arena_text(x, s, name);
		if (s[name])
			env_set(x, key, s + name + 1);
		else
			env_unset(x, key);
		s += len + 1;
	}
}

static struct next run_envdir(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc changes = STRALLOC_ZERO;
	if (!*o->nul)
		return fail(x, "option -c needs a character");
	if (envdir_internal(c->arg[0], &changes, (unsigned int)o->how, *o->nul) < 0 &&
		!(o->loose && errno == ENOENT)) {
		x->at = c->arg_at[0];
		return failsys(x, "unable to read the variables in ", c->arg[0]);
	}
	apply(x, &changes);
	stralloc_free(&changes);
	return chain(c->rest);
}

struct cmd const cmd_s6_envdir = {
	.name = "s6-envdir",
	.brief = "take variables from the files of a directory",
	.form = "dir prog...",
	OPTS(struct opts, opts, .nul = "\n"),
	.traits = PURE,
	.run = run_envdir,
	.help = "A file is named as its variable and holds the value, of which the first line counts, "
		"without blanks at its end. An empty file removes the variable. Files whose names begin "
		"with a dot or hold a = are ignored.",
};
