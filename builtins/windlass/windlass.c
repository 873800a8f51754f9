/* windlass.c - the front end: every command by name, and what the table knows about them. */
#include "builtin.h"

static struct next list(struct ctx *x)
{
	for (size_t i = 0; i < cmd_count; i++) {
		put_text(x, cmd_table[i].cmd->name);
		put_text(x, "\t");
		put_text(x, cmd_table[i].cmd->brief);
		put_text(x, "\n");
	}
	return leave(0);
}

static struct next help(struct ctx *x, char const *name)
{
	stralloc text = STRALLOC_ZERO;
	struct cmd const *cmd = cmd_by_path(name);
	if (!cmd)
		return fail(x, "no such command: ", name, " (windlass list shows them all)");
	help_text(&text, cmd);
	put(x, text.s, text.len);
	stralloc_free(&text);
	return leave(0);
}

/* The reference page of a family of commands. */
static struct next reference(struct ctx *x, char const *family)
{
	stralloc text = STRALLOC_ZERO;
	stralloc_cats(&text, "# Commands: ");
	stralloc_cats(&text, family);
	stralloc_cats(&text, "\n\nMade by `make doc` from the command table; do not edit.\n\n");
	for (size_t i = 0; i < cmd_count; i++)
		if (!strcmp(cmd_table[i].family, family))
			help_reference(&text, cmd_table[i].cmd);
	put(x, text.s, text.len);
	stralloc_free(&text);
	return leave(0);
}

static struct next run_windlass(struct ctx *x, struct call const *c)
{
	char const *what = c->arg[0], *about = c->rest->s;
	if (!what)
		return usage(x, c->cmd);
	if (!strcmp(what, "list"))
		return list(x);
	if (!strcmp(what, "help"))
		return help(x, about ? about : "windlass");
	if (!strcmp(what, "reference") && about)
		return reference(x, about);
	if (!cmd_find(what))
		return fail(x, "no such command: ", what, " (windlass list shows them all)");
	return chain(c->rest - 1);
}

struct cmd const cmd_windlass = {
	.name = "windlass",
	.brief = "run a command, or tell about them",
	.form = "[command] [args...]",
	.run = run_windlass,
	.help = "`windlass list` lists all commands, `windlass help COMMAND` shows one, `windlass "
		"reference "
		"FAMILY` prints a family's reference in Markdown. Anything else is run as a "
		"command.",
};
