/* lintoperands.c - operands that are not what they are to be. */
#include <signal.h>
#include <skalibs/sig.h>
#include <skalibs/types.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "lintrules.h"

static enum operand_kind kind_of(struct outline_operand const *o)
{
	return operand_kind(o->name, strlen(o->name));
}

static void check_number(struct lint *l, struct step const *s, struct outline_operand const *o)
{
	unsigned int n;
	if (!uint0_scan(o->word.s, &n))
		lint_maybe(l, LINT_BAD_OPERAND, s->unsure, o->word.at, 0, s->cmd->name,
			" wants a number here, not ", o->word.s, ": ", o->name);
}

static void check_dollar(struct lint *l, struct word const *w)
{
	if (strpbrk(w->s, "${}\\"))
		lint_say(l, LINT_DOLLAR_NAME, w->at,
			"write the name alone: importas x X makes $x of the variable X",
			"a name is expected here, not ", w->s);
}

/* Those for which a name with = in it is merely one that is not set. */
static int tolerates_names(struct step const *s)
{
	return s->cmd->subst || !strcmp(s->cmd->name, "unexport");
}

static void check_variable(struct lint *l, struct step const *s, struct word const *w)
{
	check_dollar(l, w);
	if (strchr(w->s, '=') && !tolerates_names(s))
		lint_maybe(l, LINT_BAD_OPERAND, s->unsure, w->at,
			"the value is a word of its own: export NAME VALUE",
			"the name of a variable cannot have = in it: ", w->s);
}

static void check_key(struct lint *l, struct step const *s, struct word const *w)
{
	check_dollar(l, w);
	if (!*w->s)
		lint_maybe(l, LINT_BAD_KEY, s->unsure, w->at, 0, "the key is empty");
}

/* ? and ! are set by the commands that are there to set them. */
static int is_status(struct scope const *k)
{
	struct word const *w = k->by ? outline_operand(k->by, "variable") : 0;
	return w && (!strcmp(w->s, "?") || !strcmp(w->s, "!"));
}

/* As scope_count, without what is only possible in theory. */
static int likely_count(struct lint const *l, struct step const *s, struct word const *w)
{
	struct reference r;
	int count = WORD_STAYS;
	for (char const *p = w->s; w->dollar && reference_next(&p, &r);) {
		struct scope const *k = r.escaped ? 0 : scope_find(s->scope, &r);
		if (k && !is_status(k) && (k->by || l->called))
			count |= reference_count(k, &r);
	}
	return count;
}

static void check_count(
	struct lint *l, struct step const *s, struct word const *w, char const *name)
{
	int count = likely_count(l, s, w);
	if (count & WORD_MAY_SPLIT)
		lint_say(l, LINT_SPLIT_OPERAND, w->at,
			"what stands behind moves on by as many words as there are more", w->s,
			" may become several words, where ", s->words->s, " wants one: ", name);
	else if (count)
		lint_say(l, LINT_VANISHING_OPERAND, w->at,
			"importas -i leaves when the variable is not set, -D \"\" makes an empty word",
			w->s, " vanishes when it is not set, and ", s->words->s,
			" wants a word: ", name);
}

static void check_operand(struct lint *l, struct step const *s, struct outline_operand const *o)
{
	enum operand_kind kind = kind_of(o);
	int known = !o->word.depth && !scope_touches(s->scope, &o->word);
	if (!o->optional)
		check_count(l, s, &o->word, o->name);
	if (!known)
		return;
	if (kind == OPERAND_FD || !strcmp(o->name, "code"))
		check_number(l, s, o);
	else if (kind == OPERAND_VARIABLE)
		check_variable(l, s, &o->word);
	else if (kind == OPERAND_KEY)
		check_key(l, s, &o->word);
}

static void check_trap(struct lint *l, struct step const *s)
{
	int sig;
	struct word const *w = s->words;
	if (scope_touches(s->scope, w) || !strcasecmp(w->s, "default"))
		return;
	int known = sig0_scan(w->s, &sig);
	if (!known || sig <= 0) /* 0 is taken by others */
		lint_maybe(l, LINT_BAD_OPERAND, s->unsure | known, w->at, 0, "there is no signal ",
			w->s);
	else if (sig == SIGKILL || sig == SIGSTOP || sig == SIGCHLD)
		lint_maybe(l, LINT_BAD_OPERAND, s->unsure, w->at, 0, "signal ", w->s,
			" cannot be caught");
}

static void check_block(struct lint *l, struct step const *s, struct outline_part const *p)
{
	if (p->kind == OPERAND_KEY)
		for (struct word const *w = p->words; w && w->s; w++)
			check_dollar(l, w);
	if (p->kind == OPERAND_TRAPS)
		for (struct step const *t = p->steps; t; t = t->next)
			check_trap(l, t);
	(void)s;
}

/* The commands that need one of some options. */
static void check_needed(struct lint *l, struct step const *s)
{
	static struct {
		char const *name, *option, *names;
	} const needs[] = { { "redirfd", "read", "-r, -w, -u, -a or -x" } };
	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
		if (!strcmp(s->cmd->name, needs[i].name) && !s->faults &&
			!outline_slot(s, needs[i].option))
			lint_maybe(l, LINT_MISSING_OPTION, s->unsure, s->words->at,
				"-r reads, -w writes anew, -a appends", s->cmd->name,
				" needs one of ", needs[i].names);
}

/* Two directives of one command for the same key. */
static void check_twice(struct lint *l, struct step const *s)
{
	for (struct scope const *a = s->defines; a && a != s->scope; a = a->outer)
		for (struct scope const *b = a->outer; b && b != s->scope; b = b->outer)
			if (a->kind == SCOPE_KEY && b->kind == SCOPE_KEY &&
				!strcmp(a->name, b->name))
				lint_maybe(l, LINT_BAD_KEY, s->unsure, a->at, 0, "the key ",
					a->name, " is there twice");
}

static void check_rest(struct lint *l, struct step const *s)
{
	struct outline_part const *p = &s->rest;
	if (!p->words || !p->words->s || p->kind == OPERAND_CHAIN)
		return;
	if (!strcmp(p->name, "ignored") && !scope_touches(s->scope, p->words))
		lint_maybe(l, LINT_UNREACHABLE, 1, p->words->at, 0, s->cmd->name,
			" takes no notice of its words");
	if (s->cmd->traits & RAW)
		for (struct word const *w = p->words; w->s; w++)
			check_count(l, s, w, p->name);
}

void lint_operands(struct lint *l, struct step const *s)
{
	if (s->kind != STEP_COMMAND || !s->cmd)
		return;
	for (unsigned int i = 0; i < s->operands; i++)
		if (s->operand[i].word.s)
			check_operand(l, s, s->operand + i);
	for (struct given const *g = s->options; g; g = g->next)
		if (g->value.s)
			check_count(l, s, &g->value, g->opt->arg);
	for (unsigned int i = 0; i < s->blocks; i++)
		check_block(l, s, s->block + i);
	check_needed(l, s);
	check_twice(l, s);
	check_rest(l, s);
}
