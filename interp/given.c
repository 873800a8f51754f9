/* given.c - the options and operands that a step has been given. */
#include <string.h>

#include "outline.h"

struct word *given_read(
	struct ctx *x, struct cmd const *cmd, struct word *words, struct given **options)
{
	struct opt_walk walk = { .opts = cmd->opts, .w = words };
	struct opt_use use;
	while (opt_next(&walk, &use)) {
		struct given *g = *options = arena_get(x, sizeof *g);
		*g = (struct given){ .opt = use.opt,
			.word = *use.word,
			.letter = use.letter,
			.attached = use.attached };
		if (use.value)
			g->value = *use.value;
		options = &g->next;
	}
	return walk.w;
}

static int is_valid(struct given const *g)
{
	unsigned int n;
	if (g->opt->kind != OPT_NUM && g->opt->kind != OPT_OCT)
		return 1;
	return !g->value.depth && opt_number(g->opt, outline_argument(g), &n) > 0;
}

int given_fault(struct given const *g, struct scope *scope)
{
	if (!g->opt)
		return FAULT_UNKNOWN_OPTION;
	if (!g->opt->arg)
		return -1;
	if (!outline_argument(g))
		return FAULT_OPTION_ARGUMENT;
	if (scope_touches(scope, g->value.s ? &g->value : &g->word) || is_valid(g))
		return -1;
	return FAULT_OPTION_VALUE;
}

/* The last option that fills the slot. */
static struct given const *last_of(struct given const *options, size_t slot)
{
	struct given const *found = 0;
	for (struct given const *g = options; g; g = g->next)
		if (g->opt && g->opt->slot == slot)
			found = g;
	return found;
}

char const *given_form(struct cmd const *cmd, struct given const *options)
{
	if (!cmd->form_slot)
		return form_pick(cmd->form, 0);
	size_t slot = cmd->form_slot - 1;
	struct given const *g = last_of(options, slot);
	char const *init = cmd->opt_init;
	int first = init ? *(int const *)(void const *)(init + slot) : 0;
	return form_pick(cmd->form, g ? (int)g->opt->val : first);
}

static struct opt const *find_option(struct step const *s, char const *name)
{
	struct opt const *o = s->cmd ? s->cmd->opts : 0;
	while (o && o->kind && (!o->name || strcmp(o->name, name)))
		o++;
	return o && o->kind ? o : 0;
}

struct given const *outline_slot(struct step const *s, char const *name)
{
	struct opt const *o = find_option(s, name);
	return o ? last_of(s->options, o->slot) : 0;
}

struct given const *outline_option(struct step const *s, char const *name)
{
	struct given const *g = outline_slot(s, name);
	return g && g->opt == find_option(s, name) ? g : 0;
}

char const *outline_argument(struct given const *g)
{
	return g->value.s ? g->value.s : g->attached;
}

struct word const *outline_operand(struct step const *s, char const *name)
{
	for (unsigned int i = 0; i < s->operands; i++)
		if (!strcmp(s->operand[i].name, name))
			return s->operand[i].word.s ? &s->operand[i].word : 0;
	return 0;
}
