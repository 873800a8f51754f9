/* help.c - usage, help and reference pages, all from the command's table. */
#include <string.h>

#include "cmd.h"
#include "diag.h"

static void add(stralloc *to, char const *s)
{
	stralloc_cats(to, s);
}

static void add_option(stralloc *to, struct opt const *o)
{
	char const letter[] = { '-', o->letter, 0 };
	if (o->letter)
		add(to, letter);
	if (o->letter && o->name)
		add(to, ", ");
	if (o->name) {
		add(to, "--");
		add(to, o->name);
	}
	if (o->arg) {
		add(to, o->name ? "=" : " ");
		add(to, o->arg);
	}
}

void help_synopsis(stralloc *to, struct cmd const *cmd)
{
	add(to, cmd->name);
	for (struct opt const *o = cmd->opts; o && o->kind; o++) {
		char const letter[] = { o->letter, 0 };
		add(to, o->letter ? " [ -" : " [ --");
		add(to, o->letter ? letter : o->name);
		if (o->arg) {
			add(to, " ");
			add(to, o->arg);
		}
		add(to, " ]");
	}
	if (cmd->form) {
		add(to, " ");
		add(to, cmd->form);
	}
}

struct next usage(struct ctx *x, struct cmd const *cmd)
{
	stralloc text = STRALLOC_ZERO;
	help_synopsis(&text, cmd);
	stralloc_0(&text);
	x->at = 0;
	diag(x, "usage", DIAG_PARTS(text.s ? text.s : cmd->name));
	stralloc_free(&text);
	return leave(100);
}

static void add_padded(stralloc *to, struct opt const *o)
{
	size_t from = to->len;
	add(to, "  ");
	add_option(to, o);
	while (to->len - from < 26)
		add(to, " ");
	add(to, " ");
	add(to, o->help);
	add(to, "\n");
}

void help_text(stralloc *to, struct cmd const *cmd)
{
	help_synopsis(to, cmd);
	add(to, "\n\n  ");
	add(to, cmd->brief);
	add(to, "\n");
	if (cmd->opts)
		add(to, "\n");
	for (struct opt const *o = cmd->opts; o && o->kind; o++)
		add_padded(to, o);
	if (cmd->help) {
		add(to, "\n");
		add(to, cmd->help);
		add(to, "\n");
	}
	if (cmd->exits) {
		add(to, "\nExit codes: ");
		add(to, cmd->exits);
		add(to, "\n");
	}
}

void help_reference(stralloc *to, struct cmd const *cmd)
{
	add(to, "## ");
	add(to, cmd->name);
	add(to, "\n\n");
	add(to, cmd->brief);
	add(to, "\n\n    ");
	help_synopsis(to, cmd);
	add(to, "\n\n");
	for (struct opt const *o = cmd->opts; o && o->kind; o++) {
		add(to, "- `");
		add_option(to, o);
		add(to, "`: ");
		add(to, o->help);
		add(to, "\n");
	}
	if (cmd->opts)
		add(to, "\n");
	if (cmd->help) {
		add(to, cmd->help);
		add(to, "\n\n");
	}
	if (cmd->exits) {
		add(to, "Exit codes: ");
		add(to, cmd->exits);
		add(to, "\n\n");
	}
}
