/* elglob.c - substitute the files that match a pattern. */
#include <glob.h>

#include "builtin.h"

struct opts {
	int verbose, strict, sorted, mark, noescape, vanish, chomp;
	char const *delim;
};

static struct opt const opts[] = {
	SET('v', "verbose", struct opts, verbose, 1, "say which directories cannot be read"),
	SET('w', "strict", struct opts, strict, 1, "leave when a directory cannot be read"),
	SET('s', "sort", struct opts, sorted, 1, "sort the matches"),
	SET('m', "mark", struct opts, mark, 1, "add a slash to directories"),
	SET('e', "no-escape", struct opts, noescape, 1, "take backslashes as they are"),
	SET('0', "null", struct opts, vanish, 1, "no match is no word, not the pattern"),
	STR('d', "delim", struct opts, delim, "delim",
		"make the matches one word, each with this byte behind; empty for netstrings"),
	SET('n', "no-last", struct opts, chomp, 1, "with -d, no byte behind the last"),
	{ 0 },
};

static int glob_flags(struct opts const *o)
{
	return (o->strict ? GLOB_ERR : 0) | (o->sorted ? 0 : GLOB_NOSORT) |
	       (o->mark ? GLOB_MARK : 0) | (o->noescape ? GLOB_NOESCAPE : 0) |
	       (o->vanish ? 0 : GLOB_NOCHECK);
}

static char const *joined(struct ctx *x, glob_t const *g, struct opts const *o)
{
	char b[DECIMAL], delim[2] = { *o->delim, 0 };
	char const *s = "";
	for (size_t i = 0; i < g->gl_pathc; i++) {
		char const *path = g->gl_pathv[i];
		if (*delim)
			s = join(x, s, path, o->chomp && i + 1 == g->gl_pathc ? "" : delim);
		else
			s = join(x, s, decimal(b, strlen(path)), ":", path, ",");
	}
	return s;
}

static struct next add_matches(
	struct ctx *x, struct vars *vars, char const *key, glob_t const *g, struct opts const *o)
{
	char const **v = arena_get(x, (g->gl_pathc + 1) * sizeof *v);
	if (o->delim) {
		v[0] = joined(x, g, o);
		return vars_add(x, vars, key, v, 1);
	}
	for (size_t i = 0; i < g->gl_pathc; i++)
		v[i] = arena_text(x, g->gl_pathv[i], strlen(g->gl_pathv[i]));
	return vars_add(x, vars, key, v, g->gl_pathc);
}

static struct next subst_elglob(struct ctx *x, struct call const *c, struct vars *vars)
{
	struct opts const *o = c->opt;
	char const *key = c->arg[0], *pattern = c->arg[1];
	glob_t g = { .gl_pathc = 0 };
	int r = glob(pattern, glob_flags(o), 0, &g);
	if (r == GLOB_NOMATCH)
		r = 0;
	if (r && o->verbose)
		warnsys(x, "unable to expand ", pattern);
	if (r && o->strict)
		return failsys(x, "unable to expand ", pattern);
	struct next n = add_matches(x, vars, key, &g, o);
	globfree(&g);
	return n;
}

struct cmd const cmd_elglob = {
	.name = "elglob",
	.brief = "substitute the files that match a pattern for a key",
	.says = "replace ${<key>} by the files that match <pattern>[--delim|, in one word|, each "
		"a word of its own][--null|; if none does, words with it vanish|; if none does, "
		"by the pattern itself]",
	.form = "key pattern [prog...]",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_subst,
	.subst = subst_elglob,
	.exits = "111 when a directory cannot be read and -w was given, or for a bad key",
	.help = "Each match is a word of its own. Without a match the value is the pattern.",
	.example = "elglob -s files /dev/nul? echo $files\n"
		   "> /dev/null",
};
