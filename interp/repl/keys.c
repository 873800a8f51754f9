/* keys.c - which $names are substituted where the cursor is. */
#include <string.h>

#include "outline.h"
#include "repl.h"

struct dollar {
	char const *head, *key; /* what stands before the name, and what is typed of it */
	int braced;
};

/* The last step in the text that begins at AT or before it: it is the one that the cursor is in. */
static struct step const *innermost(struct step const *s, uint32_t at, struct step const *best)
{
	for (; s; s = s->next) {
		if (s->words->at <= at && (!best || s->words->at >= best->words->at))
			best = s;
		for (unsigned int i = 0; i < s->blocks; i++)
			best = innermost(s->block[i].steps, at, best);
		best = innermost(s->rest.steps, at, best);
	}
	return best;
}

static void add_key(struct offers *o, struct dollar const *d, char const *key)
{
	struct ctx *x = o->s->x;
	if (!strncmp(key, d->key, strlen(d->key)))
		offer(o, join(x, d->head, key, d->braced ? "}" : ""), 0);
}

/* The $ that WORD may end in the name behind. */
static int find_dollar(struct ctx *x, char const *word, struct dollar *d)
{
	char const *dollar = strrchr(word, '$');
	if (!dollar)
		return 0;
	d->braced = dollar[1] == '{';
	d->key = dollar + 1 + d->braced;
	d->head = arena_text(x, word, (size_t)(d->key - word));
	return !d->key[strcspn(d->key, "\\{}")];
}

int offers_keys(struct offers *o, struct typed const *t)
{
	struct dollar d;
	struct session *s = o->s;
	if (!find_dollar(s->x, t->words[t->n - 1], &d))
		return 0;
	for (size_t i = 0; i < s->vars.n; i++)
		add_key(o, &d, s->vars.v[i].key);
	struct step const *in = innermost(outline(s->x, t->chain, 0), t->last->at, 0);
	for (struct scope const *scope = in ? in->scope : 0; scope; scope = scope->outer)
		if (scope->kind == SCOPE_KEY)
			add_key(o, &d, scope->name);
	return o->n > 0;
}
