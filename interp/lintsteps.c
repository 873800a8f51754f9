/* lintsteps.c - what an outline has found wrong, said step by step. */
#include <string.h>

#include "lintrules.h"
#include "nearest.h"

/* How the command is written, as a hint. */
static char const *synopsis(struct lint *l, struct cmd const *cmd)
{
	return cmd && cmd->form ? join(l->x, "usage: ", cmd->name, cmd->opts ? " [options] " : " ",
					  cmd->form)
				: 0;
}

static char const *option_hint(struct lint *l, struct step const *s, struct fault const *f)
{
	char const *near = f->letter ? 0 : nearest_option(s->cmd->opts, f->word.s + 2);
	return near ? join(l->x, "did you mean --", near, "?")
		    : join(l->x, "windlass help ", s->words->s, " shows those that there are");
}

static void say_option(struct lint *l, struct step const *s, struct fault const *f)
{
	uint32_t at = f->word.at;
	char const letter[] = { f->letter, 0 };
	if (f->kind == FAULT_UNKNOWN_OPTION)
		lint_maybe(l, LINT_UNKNOWN_OPTION, f->unsure, at, option_hint(l, s, f), s->words->s,
			" has no option ", f->letter ? "-" : f->word.s, letter);
	else if (f->kind == FAULT_OPTION_ARGUMENT)
		lint_maybe(l, LINT_OPTION_ARGUMENT, f->unsure, at, 0, "option ", f->word.s, " of ",
			s->words->s, " needs an argument: ", f->name);
	else
		lint_maybe(l, LINT_OPTION_ARGUMENT, f->unsure, at, 0, "invalid ", f->name, ": ",
			f->word.s);
}

static void say_block(struct lint *l, struct step const *s, struct fault const *f)
{
	static char const hint[] =
		"write { command }; the braces are words of their own, and no shell keywords are needed";
	char const *name = s->words->s;
	uint32_t at = f->word.at;
	if (f->kind == FAULT_UNTERMINATED)
		lint_maybe(l, LINT_UNTERMINATED_BLOCK, f->unsure, at, hint, name,
			" needs a block here: { ", f->name, "... }");
	else if (f->kind == FAULT_EMPTY_BLOCK)
		lint_maybe(l, LINT_EMPTY_BLOCK, f->unsure, at, 0, "this block of ", name,
			" must not be empty");
	else
		lint_maybe(l, LINT_UNQUOTED_WORD, f->unsure, at,
			"an empty word ends a block: was it meant to?", f->word.s,
			" is in a block of ", name, " without being quoted for it");
}

static void say_missing(struct lint *l, struct step const *s, struct fault const *f)
{
	char const *name = s->words->s, *hint = synopsis(l, s->cmd);
	uint32_t at = f->word.at;
	if (f->kind == FAULT_MISSING_CHAIN)
		lint_maybe(l, LINT_MISSING_PROGRAM, f->unsure, at, hint, "the chain ends with ",
			name, ", which needs something to go on with");
	else
		lint_maybe(l, LINT_MISSING_OPERAND, f->unsure, at, hint, name,
			" lacks an operand: ", f->name);
}

static void say_fault(struct lint *l, struct step const *s, struct fault const *f)
{
	switch (f->kind) {
	case FAULT_UNKNOWN_OPTION:
	case FAULT_OPTION_ARGUMENT:
	case FAULT_OPTION_VALUE: say_option(l, s, f); break;
	case FAULT_UNTERMINATED:
	case FAULT_EMPTY_BLOCK:
	case FAULT_UNQUOTED: say_block(l, s, f); break;
	case FAULT_MISSING_OPERAND:
	case FAULT_MISSING_CHAIN: say_missing(l, s, f); break;
	case FAULT_UNKNOWN_DIRECTIVE:
		lint_maybe(l, LINT_UNKNOWN_DIRECTIVE, f->unsure, f->word.at,
			"what stands here substitutes, and has no command behind it: define x 1 define y 2",
			f->word.s, " is no directive");
		break;
	case FAULT_SURPLUS:
		lint_maybe(l, LINT_UNREACHABLE, f->unsure, f->word.at, 0, s->words->s,
			" looks at nothing from here on");
	}
}

/* The text of a script that S runs, or 0. */
static struct given const *inner_text(struct step const *s)
{
	struct given const *found = 0;
	for (struct given const *g = s->options; g; g = g->next)
		if (g->opt && g->opt->arg && outline_argument(g) &&
			operand_kind(g->opt->arg, strlen(g->opt->arg)) == OPERAND_SCRIPT_TEXT)
			found = g;
	return found;
}

void lint_inner(struct lint *l, struct step const *s)
{
	struct given const *g = inner_text(s);
	struct word const *w = g && g->value.s ? &g->value : g ? &g->word : 0;
	if (!g || s->unsure || l->outer || scope_touches(s->scope, w))
		return;
	char const *text = outline_argument(g);
	struct lint inner = {
		.x = l->x,
		.outer = l,
		.at = w->at,
		.programs = l->programs,
		.called = 1,
		.missing = l->missing,
		.missing_arg = l->missing_arg,
	};
	inner.src = (struct script){ .name = l->src.name, .text = text, .len = strlen(text) };
	lint_script_of(&inner, lint_arguments(l, s->options));
}

void lint_steps(struct lint *l, struct step const *s)
{
	for (; s; s = s->next) {
		for (struct fault const *f = s->faults; f; f = f->next)
			say_fault(l, s, f);
		lint_operands(l, s);
		lint_shell(l, s);
		lint_inner(l, s);
		for (unsigned int i = 0; i < s->blocks; i++)
			lint_steps(l, s->block[i].steps);
	}
}
