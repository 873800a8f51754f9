/* windlass-list.c - every command and what it is for. */
#include "builtin.h"

static struct next run_list(struct ctx *x, struct call const *c)
{
	(void)c;
	for (size_t i = 0; i < cmd_count; i++) {
		put_text(x, cmd_table[i].cmd->name);
		put_text(x, "\t");
		put_text(x, cmd_table[i].cmd->brief);
		put_text(x, "\n");
	}
	return leave(0);
}

struct cmd const cmd_windlass_list = {
	.name = "windlass-list",
	.brief = "list all commands",
	.traits = PURE | LEAF,
	.run = run_list,
	.help = "A line is a name, a tab and what the command is for.",
	.example = "windlass list",
};
