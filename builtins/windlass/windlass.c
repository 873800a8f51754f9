/* windlass.c - the front end: `windlass X` is the command windlass-X, or else X. */
#include "frontend.h"

static struct next run_windlass(struct ctx *x, struct call const *c)
{
	char const *what = c->arg[0];
	struct word *words = c->rest - 1;
	if (!what)
		return usage(x, c->cmd);
	char const *own = join(x, "windlass-", what);
	if (cmd_find(own))
		words->s = own;
	else if (!cmd_find(what))
		return no_such_command(x, what);
	return chain(words);
}

struct cmd const cmd_windlass = {
	.name = "windlass",
	.brief = "run a command by its name",
	.form = "[subcommand] [args...]",
	.run = run_windlass,
	.help = "`windlass list` lists all commands, `windlass help COMMAND` tells about one. Where "
		"there is a command windlass-X, `windlass X` is that one.",
	.example = "windlass s6-echo hello\n"
		   "> hello",
};
