/* getcwd.c - put the working directory into a variable, then go on. */
#include <skalibs/djbunix.h>

#include "execline.h"

struct opts {
	int autoimport;
};

static struct opt const opts[] = {
	AUTOIMPORT_OPTS(struct opts, autoimport),
	{ 0 },
};

static struct next run_getcwd(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc cwd = STRALLOC_ZERO;
	struct next n = check_variable(x, c->arg[0]);
	if (n.how == NEXT_EXIT)
		return n;
	if (sagetcwd(&cwd) < 0 || !stralloc_0(&cwd))
		return failsys(x, "unable to get the working directory");
	n = hand_over(x, c->rest, c->arg[0], cwd.s, o->autoimport);
	stralloc_free(&cwd);
	return n;
}

struct cmd const cmd_getcwd = {
	.name = "getcwd",
	.brief = "put the working directory into a variable, then go on",
	.says = "[--autoimport|replace ${<variable>} by the working directory in what "
		"follows|put the working directory into the variable <variable>]",
	.form = "variable prog...",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_getcwd,
	.help = "The directory has no symbolic links in it.",
	.example = "cd / getcwd dir importas -i where dir echo $where\n"
		   "> /",
};
