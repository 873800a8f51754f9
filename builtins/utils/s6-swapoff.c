/* s6-swapoff.c - do without a swap area. */
#include <skalibs/djbunix.h>
#include <sys/swap.h>

#include "builtin.h"

struct opts {
	int all;
};

static struct opt const opts[] = {
	SET('a', "all", struct opts, all, 1, "leave all that are in use"),
	{ 0 },
};

/* Each line of the table begins with the file; the first is a heading. */
static struct next swapoff_all(struct ctx *x)
{
	stralloc table = STRALLOC_ZERO;
	int failed = 0;
	if (!openslurpclose(&table, "/proc/swaps") || !stralloc_0(&table))
		return failsys(x, "unable to read /proc/swaps");
	for (char *line = strchr(table.s, '\n'); line && line[1]; line = strchr(line, '\n')) {
		char const *file = arena_text(x, line + 1, strcspn(line + 1, " \t\n"));
		line++;
		if (swapoff(file) < 0) {
			warnsys(x, "unable to leave the swap area ", file);
			failed = 1;
		}
	}
	stralloc_free(&table);
	return leave(failed ? 111 : 0);
}

static struct next run_swapoff(struct ctx *x, struct call const *c)
{
	if (((struct opts const *)c->opt)->all)
		return swapoff_all(x);
	if (!c->arg[0])
		return usage(x, c->cmd);
	x->at = c->arg_at[0];
	if (swapoff(c->arg[0]) < 0)
		return failsys(x, "unable to leave the swap area ", c->arg[0]);
	return leave(0);
}

struct cmd const cmd_s6_swapoff = {
	.name = "s6-swapoff",
	.brief = "do without a swap area that is in use",
	.form = "[device]",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_swapoff,
	.operands = "device: the swap area",
	.help = "Only root may do this.",
	.example = "s6-swapoff -a",
};
