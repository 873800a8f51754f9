/* explainnote.c - the variables and files that a chain names. */
#include <string.h>

#include "cmd.h"
#include "explain.h"

static int is_noted(struct explain_list const *l, char const *name)
{
	while (l && strcmp(l->name, name))
		l = l->next;
	return l != 0;
}

/* A list that is longer tells nobody anything. */
enum { NOTES_MOST = 100 };

static void note(struct ctx *x, struct explain_list **list, char const *name, char const *otherwise)
{
	int n = 0;
	for (; *list && n < NOTES_MOST; list = &(*list)->next, n++)
		if (!strcmp((*list)->name, name))
			return;
	if (*list)
		return;
	*list = arena_get(x, sizeof **list);
	**list = (struct explain_list){ .name = name, .otherwise = otherwise };
}

/* A name that comes from outside: not one the language sets by itself, nor one that is substituted. */
static int is_given(char const *name)
{
	return ((*name | 32) >= 'a' && (*name | 32) <= 'z') || *name == '_';
}

static void note_variable(struct ctx *x, struct explain_notes *n, struct step const *s)
{
	struct word const *w = outline_operand(s, "variable");
	struct given const *otherwise = outline_option(s, "default");
	if (!w || !is_given(w->s) || scope_touches(s->scope, w))
		return;
	if (!s->cmd->subst)
		note(x, &n->set, w->s, 0);
	else if (!is_noted(n->set, w->s))
		note(x, outline_option(s, "insist") ? &n->needed : &n->used, w->s,
			otherwise ? outline_argument(otherwise) : 0);
}

static int is_path(enum operand_kind kind)
{
	return kind == OPERAND_PATH || kind == OPERAND_DIRECTORY || kind == OPERAND_SERVICEDIR ||
	       kind == OPERAND_SCANDIR || kind == OPERAND_FIFODIR;
}

/* A word that is nothing but $name says nothing about a file. */
static void note_path(
	struct ctx *x, struct explain_notes *n, struct step const *s, struct word const *w)
{
	if (w->s && *w->s && !(*w->s == '$' && !strchr(w->s, '/') && scope_touches(s->scope, w)))
		note(x, &n->files, w->s, 0);
}

void explain_note(struct ctx *x, struct explain_notes *n, struct step const *s)
{
	if (s->kind != STEP_COMMAND || !s->cmd)
		return;
	note_variable(x, n, s);
	for (unsigned int i = 0; i < s->operands; i++)
		if (is_path(operand_kind(s->operand[i].name, strlen(s->operand[i].name))))
			note_path(x, n, s, &s->operand[i].word);
	for (struct word const *w = is_path(s->rest.kind) ? s->rest.words : 0; w && w->s; w++)
		note_path(x, n, s, w);
}
