/* windlass-help.c - tell about a command. */
#include "frontend.h"

static struct next run_help(struct ctx *x, struct call const *c)
{
	char const *name = c->arg[0] ? c->arg[0] : "windlass";
	stralloc text = STRALLOC_ZERO;
	struct cmd const *cmd = command_called(x, name);
	if (!cmd)
		return no_such_command(x, name);
	help_text(&text, cmd);
	put(x, text.s, text.len);
	stralloc_free(&text);
	return leave(0);
}

struct cmd const cmd_windlass_help = {
	.name = "windlass-help",
	.brief = "tell about a command",
	.form = "[command]",
	.traits = PURE | LEAF,
	.run = run_help,
	.operands = "command: the command, or none for windlass itself",
	.example = "windlass help s6-svc",
};
