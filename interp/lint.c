/* lint.c - the engine: a script is taken apart, handed to the rules, and what they say is kept. */
#include "lint.h"

#include <string.h>

#include "lintrules.h"

#define LINT_ROW(name, id_, level_, brief_, help_) \
	{ .id = (id_), .level = LINT_##level_, .brief = (brief_), .help = (help_) },
struct lint_rule const lint_rules[LINT_COUNT] = { LINT_RULES(LINT_ROW) };

enum lint_id lint_find(char const *id, size_t len)
{
	int i = 0;
	while (i < LINT_COUNT && (strncmp(lint_rules[i].id, id, len) || lint_rules[i].id[len]))
		i++;
	return (enum lint_id)i;
}

struct token const *lint_token(struct lint const *l, uint32_t at)
{
	size_t low = 0, high = l->tokens.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (l->tokens.v[middle].from + 1 < at)
			low = middle + 1;
		else
			high = middle;
	}
	return at && low < l->tokens.n && l->tokens.v[low].from + 1 == at ? l->tokens.v + low : 0;
}

int lint_bare(struct lint const *l, struct word const *w)
{
	struct token const *t = lint_token(l, w->at);
	return t && t->to - t->from == strlen(w->s) &&
	       !memcmp(l->src.text + t->from, w->s, t->to - t->from);
}

void lint_add(struct lint *l, enum lint_id id, int unsure, uint32_t at, char const *hint,
	char const *message)
{
	if (l->off[id])
		return;
	if (l->outer) {
		message = join(l->x, message, " (in the script that is this word)");
		lint_add(l->outer, id, unsure, l->at, hint, message);
		return;
	}
	enum lint_level level = lint_rules[id].level;
	struct token const *t = lint_token(l, at);
	struct finding *f = arena_get(l->x, sizeof *f), **to = l->last;
	*f = (struct finding){ .rule = id,
		.level = unsure && level == LINT_ERROR ? LINT_WARNING : level,
		.from = at,
		.to = t ? t->to + 1 : at + (at != 0),
		.message = message,
		.hint = hint };
	*to = f;
	l->last = &f->next;
}

/* "windlass: allow RULE..." in the comment of LEN bytes at S. */
static void read_comment(struct lint *l, char const *s, size_t len)
{
	static char const sign[] = "windlass: allow ", blanks[] = " \t,\r";
	char const *text = arena_text(l->x, s, len), *found = strstr(text, sign);
	if (!found)
		return;
	for (char const *p = found + sizeof sign - 1; *p;) {
		size_t word = strcspn(p, blanks);
		enum lint_id id = lint_find(p, word);
		if (id < LINT_COUNT)
			l->off[id] = 1;
		p += word + (p[word] != 0);
	}
}

static void read_comments(struct lint *l)
{
	for (struct token const *t = l->tokens.v, *end = t + l->tokens.n; t < end; t++)
		if (t->kind == TOKEN_COMMENT)
			read_comment(l, l->src.text + t->from, t->to - t->from);
}

/* A list is sorted by merging its halves; equal places stay in their order. */
static struct finding *sorted(struct finding *list, size_t n)
{
	struct finding *b = list, *first = 0, **to = &first;
	if (n < 2) {
		if (n)
			list->next = 0;
		return n ? list : 0;
	}
	for (size_t i = 0; i < n / 2; i++)
		b = b->next;
	b = sorted(b, n - n / 2);
	struct finding *a = sorted(list, n / 2);
	while (a || b) {
		struct finding **least = !b || (a && a->from <= b->from) ? &a : &b;
		*to = *least;
		to = &(*to)->next;
		*least = (*least)->next;
	}
	return first;
}

static void sort(struct lint *l)
{
	size_t n = 0;
	for (struct finding const *f = l->first; f; f = f->next)
		n++;
	l->first = sorted(l->first, n);
}

/* Words that are substituted before they run have SCOPE. */
static void check_words(struct lint *l, struct word *words, struct scope *scope)
{
	struct step const *s = outline_of(l->x, words, scope);
	struct lint_loose *outer = l->loose;
	l->loose = 0;
	lint_steps(l, s);
	lint_uses(l, s);
	lint_unused(l, s);
	l->loose = outer;
}

static void check_text(struct lint *l, char const *wrong, struct word *words, struct scope *scope)
{
	uint32_t where = l->x->at;
	lint_text(l);
	if (wrong)
		lint_say(l, LINT_SYNTAX, where, 0, wrong);
	else
		check_words(l, words, scope);
}

void lint_script(struct lint *l)
{
	struct word *words;
	struct scope *scope = 0;
	uint32_t at = l->x->at;
	l->last = &l->first;
	char const *wrong = lex_tokens(l->x, &l->src, &words, &l->tokens);
	read_comments(l);
	if (lint_first_line(l, &scope))
		check_text(l, wrong, words, scope);
	l->x->at = at;
	sort(l);
}

void lint_script_of(struct lint *l, struct scope *scope)
{
	struct word *words;
	uint32_t at = l->x->at;
	char const *wrong = lex_tokens(l->x, &l->src, &words, &l->tokens);
	check_text(l, wrong, words, scope);
	l->x->at = at;
}
