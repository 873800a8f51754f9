/* s6-envdir.c - take variables from the files of a directory. */
#include <fcntl.h>

#include "builtin.h"
#include "envdir.h"

struct opts {
	struct envdir how;
	int loose;
	char const *nul;
};

static struct opt const opts[] = {
	SET('I', "loose", struct opts, loose, 1, "go on when there is no such directory"),
	SET('i', "strict", struct opts, loose, 0,
		"leave with 111 when there is no such directory (default)"),
	SET('f', "verbatim", struct opts, how.verbatim, 1,
		"take the whole file, but for a newline at its end"),
	SET('n', "no-chomp", struct opts, how.keep, 1,
		"keep blanks at the end of the line, or with -f the newline at the end"),
	SET('L', "no-limit", struct opts, how.unlimited, 1,
		"take values longer than 4095 bytes too"),
	STR('c', "nul", struct opts, nul, "char",
		"what a NUL in a file becomes (default: a newline)"),
	{ 0 },
};

static struct next run_envdir(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct envdir how = o->how;
	stralloc changes = STRALLOC_ZERO;
	if (!*o->nul)
		return fail(x, "option -c needs a character");
	how.nul = *o->nul;
	x->at = c->arg_at[0];
	if (o->loose && faccessat(AT_FDCWD, c->arg[0], F_OK, 0) < 0 && errno == ENOENT)
		return chain(c->rest);
	if (envdir_read(x, &how, c->arg[0], &changes) < 0)
		return failsys(x, "unable to read the variables in ", c->arg[0]);
	envdir_apply(x, changes.s, changes.len);
	stralloc_free(&changes);
	return chain(c->rest);
}

struct cmd const cmd_s6_envdir = {
	.name = "s6-envdir",
	.brief = "take variables from the files of a directory",
	.says = "set variables from the files of the directory <dir>[--loose|, if there is one]",
	.form = "dir prog...",
	OPTS(struct opts, opts, .nul = "\n"),
	.traits = PURE,
	.run = run_envdir,
	.operands = "dir: the directory whose files are the variables",
	.help = "A file is named as its variable and holds the value, of which the first line counts, "
		"without blanks at its end. An empty file removes the variable. Files whose names begin "
		"with a dot or hold a = are ignored.",
	.example = "s6-envdir /etc/web/env my-server",
};
