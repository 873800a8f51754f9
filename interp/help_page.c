/* help_page.c - the parts of a page about a command, in their order. */
#include <string.h>

#include "cmd.h"
#include "help.h"
#include "operand.h"

static void add(stralloc *to, char const *s)
{
	stralloc_cats(to, s);
}

static void add_marked(stralloc *to, char const *mark, char const *s, size_t len)
{
	add(to, mark);
	stralloc_catb(to, s, len);
	add(to, MARK_END);
}

/* A form with its names marked. */
static void add_form(stralloc *to, char const *form)
{
	static char const names[] = "abcdefghijklmnopqrstuvwxyz0123456789-:";
	int choice = 0; /* behind a bar between words */
	while (*form) {
		size_t name = strspn(form, names), other = strcspn(form + name, names);
		int word = *form == '-' || form[name] == '|' || choice;
		if (name)
			add_marked(to, word ? MARK_TYPED : MARK_NAME, form, name);
		stralloc_catb(to, form + name, other);
		form += name + other;
		choice = form[-1] == '|';
	}
}

static void add_letter(stralloc *to, char letter)
{
	add_marked(to, MARK_TYPED, (char const[]){ '-', letter }, 2);
}

static void add_long(stralloc *to, char const *name)
{
	add(to, MARK_TYPED "--");
	add(to, name);
	add(to, MARK_END);
}

static void add_synopsis(stralloc *to, struct cmd const *cmd)
{
	add_marked(to, MARK_TYPED, cmd->name, strlen(cmd->name));
	for (struct opt const *o = cmd->opts; o && o->kind; o++) {
		add(to, " [ ");
		if (o->letter)
			add_letter(to, o->letter);
		else
			add_long(to, o->name);
		if (o->arg) {
			add(to, " ");
			add_form(to, o->arg);
		}
		add(to, " ]");
	}
	if (cmd->form && *cmd->form) {
		add(to, " ");
		add_form(to, cmd->form);
	}
}

void help_plain(stralloc *to, char const *text)
{
	for (size_t len; *text; text += len + !!text[len]) {
		len = strcspn(text, MARK_TYPED MARK_NAME MARK_END);
		stralloc_catb(to, text, len);
	}
}

void help_synopsis(stralloc *to, struct cmd const *cmd)
{
	stralloc text = STRALLOC_ZERO;
	add_synopsis(&text, cmd);
	stralloc_0(&text);
	help_plain(to, text.s);
	stralloc_free(&text);
}

static void option(stralloc *to, struct opt const *o, struct look const *look)
{
	stralloc term = STRALLOC_ZERO;
	if (o->letter)
		add_letter(&term, o->letter);
	if (o->letter && o->name)
		add(&term, ", ");
	if (o->name)
		add_long(&term, o->name);
	if (o->arg) {
		add(&term, o->name ? "=" : " ");
		add_form(&term, o->arg);
	}
	stralloc_0(&term);
	look->item(to, term.s, o->help);
	stralloc_free(&term);
}

static void options(stralloc *to, struct cmd const *cmd, struct look const *look)
{
	if (!cmd->opts)
		return;
	look->section(to, "Options");
	for (struct opt const *o = cmd->opts; o->kind; o++)
		option(to, o, look);
	look->list_end(to);
}

/* What CMD says about its operand O, or what is said of that name everywhere. */
static void operand_brief(stralloc *to, struct cmd const *cmd, struct operand const *o)
{
	struct operand_name const *known = operand_find(o->name, o->len);
	for (char const *line = cmd->operands; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncmp(line, o->name, o->len) && !strncmp(line + o->len, ": ", 2)) {
			line += o->len + 2;
			stralloc_catb(to, line, strcspn(line, "\n"));
			return;
		}
	}
	add(to, known ? known->brief : "");
}

/* Whether FORM has an operand called like O before it. */
static int is_repeated(char const *form, struct operand const *o)
{
	struct operand before;
	while (form)
		while (form_next(&form, &before)) {
			if (before.name == o->name)
				return 0;
			if (before.len == o->len && !memcmp(before.name, o->name, o->len))
				return 1;
		}
	return 0;
}

static void operand(
	stralloc *to, struct cmd const *cmd, struct operand const *o, struct look const *look)
{
	stralloc term = STRALLOC_ZERO, text = STRALLOC_ZERO;
	add_marked(&term, MARK_NAME, o->name, o->len);
	add(&term, o->many ? "..." : "");
	stralloc_0(&term);
	operand_brief(&text, cmd, o);
	stralloc_0(&text);
	look->item(to, term.s, text.s);
	stralloc_free(&term);
	stralloc_free(&text);
}

static void operands(stralloc *to, struct cmd const *cmd, struct look const *look)
{
	struct operand o;
	char const *form = cmd->form;
	if (!form || !*form)
		return;
	look->section(to, "Operands");
	while (form)
		while (form_next(&form, &o))
			if (!is_repeated(cmd->form, &o))
				operand(to, cmd, &o, look);
	look->list_end(to);
}

void help_paragraphs(stralloc *to, char const *text, struct look const *look)
{
	while (*text) {
		char const *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);
		(*text == ' ' ? look->code : look->prose)(to, text, len);
		text += len + strspn(text + len, "\n");
	}
}

static void section(stralloc *to, char const *name, char const *text, struct look const *look)
{
	if (!text)
		return;
	look->section(to, name);
	help_paragraphs(to, text, look);
}

static void examples(stralloc *to, struct cmd const *cmd, struct look const *look)
{
	if (!cmd->example)
		return;
	look->section(to, "Examples");
	for (char const *text = cmd->example; *text;) {
		char const *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);
		look->code(to, text, len);
		text += len + strspn(text + len, "\n");
	}
}

void help_page(stralloc *to, struct cmd const *cmd, struct look const *look)
{
	stralloc synopsis = STRALLOC_ZERO;
	add_synopsis(&synopsis, cmd);
	stralloc_0(&synopsis);
	look->head(to, cmd, synopsis.s);
	stralloc_free(&synopsis);
	operands(to, cmd, look);
	options(to, cmd, look);
	section(to, "Description", cmd->help, look);
	section(to, "Exit codes", cmd->exits ? cmd->exits : look->exits ? "" : 0, look);
	if (look->exits)
		look->exits(to, cmd);
	examples(to, cmd, look);
}
