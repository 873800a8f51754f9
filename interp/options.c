/* options.c - options, found in the words of a call. */
#include "options.h"

#include <skalibs/types.h>
#include <string.h>

static struct opt const *find_letter(struct opt const *o, char letter)
{
	while (o->kind && o->letter != letter)
		o++;
	return o->kind ? o : 0;
}

static struct opt const *find_long(struct opt const *o, char const *name, size_t len)
{
	while (o->kind && !(o->name && !strncmp(o->name, name, len) && !o->name[len]))
		o++;
	return o->kind ? o : 0;
}

/* The argument of an option that takes one: ATTACHED, or the next word if there is one. */
static void take_argument(struct opt_walk *walk, struct opt_use *use, char const *attached)
{
	use->attached = attached;
	if (!attached && walk->w->s)
		use->value = walk->w++;
}

static void take_long(struct opt_walk *walk, struct opt_use *use, char const *name)
{
	size_t len = strcspn(name, "=");
	char const *value = name[len] ? name + len + 1 : 0;
	use->opt = find_long(walk->opts, name, len);
	if (use->opt && use->opt->arg)
		take_argument(walk, use, value);
	else if (value)
		use->opt = 0;
}

static void take_letter(struct opt_walk *walk, struct opt_use *use)
{
	use->letter = *walk->letters++;
	use->opt = find_letter(walk->opts, use->letter);
	if (use->opt && use->opt->arg)
		take_argument(walk, use, *walk->letters ? walk->letters : 0);
	if (!use->opt || use->opt->arg)
		walk->letters = 0;
}

int opt_next(struct opt_walk *walk, struct opt_use *use)
{
	struct word *w = walk->w;
	int more = walk->letters && *walk->letters;
	*use = (struct opt_use){ .word = more ? w - 1 : w };
	if (!more) {
		if (!w->s || w->depth || w->s[0] != '-' || !w->s[1])
			return 0;
		walk->w++;
		walk->letters = 0;
		if (w->s[1] == '-' && !w->s[2])
			return 0;
		if (w->s[1] == '-') {
			take_long(walk, use, w->s + 2);
			return 1;
		}
		walk->letters = w->s + 1;
	}
	take_letter(walk, use);
	return 1;
}

int opt_number(struct opt const *o, char const *text, unsigned int *n)
{
	size_t len = o->kind == OPT_OCT ? uint0_oscan(text, n) : uint0_scan(text, n);
	return !len ? 0 : *n > o->val ? -1 : 1;
}
