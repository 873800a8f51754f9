/* scope.c - scopes of substitution. */
#include "scope.h"

#include <skalibs/types.h>
#include <string.h>

#include "outline.h"
#include "subst.h"

int reference_next(char const **s, struct reference *r)
{
	size_t slashes = 0;
	for (char const *p = *s; *p; p++) {
		size_t len = *p == '$' ? reference_len(p, &r->key, &r->len) : 0;
		if (len) {
			r->at = p;
			r->braced = p[1] == '{';
			r->escaped = slashes % 2;
			*s = p + len;
			return 1;
		}
		slashes = *p == '\\' ? slashes + 1 : 0;
	}
	return 0;
}

static int is_number(char const *key, size_t len)
{
	return len && strspn(key, "0123456789") >= len;
}

static int defines(struct scope const *s, char const *key, size_t len)
{
	if (s->kind == SCOPE_POSITIONAL)
		return (len == 1 && strchr("#@", *key)) || is_number(key, len);
	return s->kind == SCOPE_ANY || (!strncmp(s->name, key, len) && !s->name[len]);
}

struct scope *scope_find(struct scope *scope, struct reference const *r)
{
	while (scope && !defines(scope, r->key, r->len))
		scope = scope->outer;
	return scope;
}

int scope_touches(struct scope *scope, struct word const *w)
{
	struct reference r;
	for (char const *s = w->s; w->dollar && reference_next(&s, &r);)
		if (scope_find(scope, &r))
			return 1;
	return 0;
}

int reference_count(struct scope const *scope, struct reference const *r)
{
	if (scope->kind == SCOPE_POSITIONAL)
		return *r->key == '@' ? WORD_MAY_VANISH | WORD_MAY_SPLIT : WORD_STAYS;
	return scope->count;
}

int scope_count(struct scope *scope, struct word const *w)
{
	struct reference r;
	int count = WORD_STAYS;
	for (char const *s = w->s; w->dollar && reference_next(&s, &r);) {
		struct scope const *found = r.escaped ? 0 : scope_find(scope, &r);
		if (found)
			count |= reference_count(found, &r);
	}
	return count;
}

static struct scope *extend(struct ctx *x, struct step const *s, struct scope from)
{
	struct scope *scope = arena_get(x, sizeof *scope);
	*scope = from;
	scope->by = s;
	return scope;
}

static struct scope *add_key(
	struct ctx *x, struct step const *s, struct scope *outer, struct word const *key, int count)
{
	if (!key->s || !*key->s)
		return outer;
	struct scope from = {
		.kind = SCOPE_KEY, .name = key->s, .count = count, .at = key->at, .outer = outer
	};
	if (scope_touches(s->scope, key)) {
		from.kind = SCOPE_ANY;
		from.count = WORD_MAY_VANISH | WORD_MAY_SPLIT;
	}
	return extend(x, s, from);
}

static struct scope *add_positional(struct ctx *x, struct step const *s, struct scope *outer)
{
	struct given const *least = outline_option(s, "least");
	struct scope from = { .kind = SCOPE_POSITIONAL, .at = s->words->at, .outer = outer };
	if (least && outline_argument(least))
		uint0_scan(outline_argument(least), &from.n);
	return extend(x, s, from);
}

/* The keys of a multidefine. */
static struct scope *add_keys(struct ctx *x, struct step const *s, struct scope *outer)
{
	int vanish = outline_option(s, "null") ? WORD_MAY_VANISH : 0;
	int rest = outline_option(s, "read") ? WORD_MAY_SPLIT : 0;
	for (struct word const *w = s->block[0].words; w->s; w++)
		outer = add_key(x, s, outer, w, vanish | (w[1].s ? 0 : rest));
	return outer;
}

/* What the value of the key that S substitutes makes of a word. */
static int count_of_value(struct step const *s)
{
	int both = WORD_MAY_VANISH | WORD_MAY_SPLIT;
	if (outline_operand(s, "value"))
		return outline_option(s, "split") ? both : WORD_STAYS;
	if (outline_operand(s, "pattern"))
		return (outline_option(s, "delim") ? WORD_STAYS : WORD_MAY_SPLIT) |
		       (outline_option(s, "null") ? WORD_MAY_VANISH : WORD_STAYS);
	if (outline_option(s, "split"))
		return both;
	return outline_option(s, "insist") || outline_option(s, "default") ? WORD_STAYS
									   : WORD_MAY_VANISH;
}

static struct scope *add_of_command(struct ctx *x, struct step const *s, struct scope *outer)
{
	struct word const *key = outline_operand(s, "key");
	struct word const *variable = outline_operand(s, "variable");
	if (!s->cmd->subst)
		return variable && outline_option(s, "autoimport")
			       ? add_key(x, s, outer, variable, WORD_STAYS)
			       : outer;
	if (s->blocks)
		return s->block[0].words ? add_keys(x, s, outer) : outer;
	if (key || variable)
		return add_key(x, s, outer, key ? key : variable, count_of_value(s));
	return add_positional(x, s, outer);
}

struct scope *scope_after(struct ctx *x, struct step const *s, struct scope *scope)
{
	if (s->kind != STEP_COMMAND)
		return scope;
	if (s->blocks && s->block[0].kind == OPERAND_SUBSTITUTION) {
		for (struct step const *d = s->block[0].steps; d; d = d->next)
			if (d->cmd)
				scope = add_of_command(x, d, scope);
		return scope;
	}
	return add_of_command(x, s, scope);
}
