/* s6-ls.c - list a directory. */
#include <dirent.h>

#include "builtin.h"

struct opts {
	int all, nul;
	char const *except;
};

enum { NO_DOTS, HIDDEN_TOO, EVERYTHING };

static struct opt const opts[] = {
	SET('0', "null", struct opts, nul, 1, "a NUL after each name, not a newline"),
	SET('a', "hidden", struct opts, all, HIDDEN_TOO, "hidden files too, but not . and .."),
	SET('A', "all", struct opts, all, EVERYTHING, "hidden files, . and .. too"),
	STR('x', "exclude", struct opts, except, "name", "leave this name out"),
	{ 0 },
};

static int is_listed(struct opts const *o, char const *name)
{
	if (o->except && !strcmp(name, o->except))
		return 0;
	if (name[0] != '.' || o->all == EVERYTHING)
		return 1;
	return o->all == HIDDEN_TOO && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static struct next run_ls(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	DIR *dir = opendir(c->arg[0]);
	struct dirent const *e;
	x->at = c->arg_at[0];
	if (!dir)
		return failsys(x, "unable to open ", c->arg[0]);
	while (errno = 0, (e = readdir(dir)))
		if (is_listed(o, e->d_name)) {
			put_text(x, e->d_name);
			put(x, o->nul ? "" : "\n", 1);
		}
	int err = errno;
	closedir(dir);
	errno = err;
	return err ? failsys(x, "unable to read ", c->arg[0]) : leave(0);
}

struct cmd const cmd_s6_ls = {
	.name = "s6-ls",
	.brief = "list a directory, one name per line, in no order",
	.form = "dir",
	OPTS(struct opts, opts, 0),
	.traits = PURE | LEAF,
	.run = run_ls,
	.example = "if { s6-mkdir -p dir/one } s6-ls dir\n"
		   "> one",
};
