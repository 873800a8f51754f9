/* windlass-man.c - the manual page of a command, or of a family of them. */
#include "frontend.h"

/* The family that the page NAME is about, or 0. */
static char const *family_of(char const *name)
{
	static char const prefix[] = "windlass-";
	size_t skip = strncmp(name, prefix, sizeof prefix - 1) ? 0 : sizeof prefix - 1;
	for (size_t i = 0; i < cmd_count; i++)
		if (!strcmp(cmd_table[i].family, name + skip))
			return cmd_table[i].family;
	return 0;
}

static struct next run_man(struct ctx *x, struct call const *c)
{
	char const *name = c->arg[0];
	struct cmd const *cmd = command_called(x, name);
	stralloc text = STRALLOC_ZERO;
	if (cmd)
		help_man(&text, cmd);
	else if (family_of(name))
		help_man_family(&text, family_of(name));
	else
		return no_such_command(x, name);
	put(x, text.s, text.len);
	stralloc_free(&text);
	return leave(0);
}

struct cmd const cmd_windlass_man = {
	.name = "windlass-man",
	.brief = "print the manual page of a command or of a family of commands",
	.form = "command",
	.traits = PURE | LEAF,
	.run = run_man,
	.operands =
		"command: a command, or a family of doc/reference with windlass- before its name",
	.help = "The page is in roff, for man or groff.",
	.example = "pipeline { windlass man s6-setlock } man -l -",
};
