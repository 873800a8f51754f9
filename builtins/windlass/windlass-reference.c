/* windlass-reference.c - the reference page of a family of commands. */
#include "builtin.h"

static struct next run_reference(struct ctx *x, struct call const *c)
{
	char const *family = c->arg[0];
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

struct cmd const cmd_windlass_reference = {
	.name = "windlass-reference",
	.brief = "print the reference page of a family of commands, in Markdown",
	.form = "family",
	.traits = PURE | LEAF,
	.run = run_reference,
	.help = "The pages of doc/reference are made by it.",
	.example = "windlass reference execline",
};
