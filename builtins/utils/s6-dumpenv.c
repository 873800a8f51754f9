/* s6-dumpenv.c - write the environment into a directory. */
#include <skalibs/djbunix.h>
#include <sys/stat.h>

#include "builtin.h"

struct opts {
	int newline;
	unsigned int mode;
};

static struct opt const opts[] = {
	SET('n', "no-newline", struct opts, newline, 0, "write values as they are (default)"),
	SET('N', "newline", struct opts, newline, 1, "write a newline after each value"),
	OCT('m', "mode", struct opts, mode, 07777, "mode",
		"the directory's mode, if it is made (default: 0755)"),
	{ 0 },
};

static int dump(struct ctx *x, char const *dir, char const *entry, int newline)
{
	char const *eq = strchr(entry, '=');
	char const *file = join(x, dir, "/", arena_text(x, entry, (size_t)(eq - entry)));
	char const *text = newline ? join(x, eq + 1, "\n") : eq + 1;
	return openwritenclose_suffix(file, text, strlen(text), "=.tmp") ? 0 : -1;
}

static struct next run_dumpenv(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *dir = c->arg[0];
	x->at = c->arg_at[0];
	if (mkdir(dir, o->mode) < 0 && errno != EEXIST)
		return failsys(x, "unable to make ", dir);
	for (size_t i = 0; i < x->env.n; i++)
		if (dump(x, dir, x->env.v[i], o->newline) < 0)
			return failsys(x, "unable to write ", x->env.v[i], " to ", dir);
	return leave(0);
}

struct cmd const cmd_s6_dumpenv = {
	.name = "s6-dumpenv",
	.brief = "write the environment into a directory, one file per variable",
	.says = "write the environment into the directory <dir>, a file for each variable",
	.form = "dir",
	OPTS(struct opts, opts, .mode = 0755),
	.traits = PURE | LEAF,
	.run = run_dumpenv,
	.help = "s6-envdir takes it back. Other files in the directory stay.",
	.example = "s6-dumpenv /run/web/env",
};
