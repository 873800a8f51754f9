/* form.c - the forms and options of the command table, taken apart. */
#include "form.h"

#include <string.h>

char const *form_pick(char const *form, int n)
{
	form = form ? form : "";
	while (n--)
		form = strstr(form, " | ") + 3;
	return form;
}

int form_next(char const **form, struct form_part *part)
{
	char const *f = *form;
	if (!*f || *f == '|')
		return 0;
	size_t brace = *f == '{' ? 2 : 0, optional = f[brace] == '[';
	size_t token = strcspn(f + brace, " ");
	*part = (struct form_part){ .optional = (int)optional,
		.name = f + brace + optional,
		.whole = token - 2 * optional };
	size_t dots = part->whole > 3 && !memcmp(part->name + part->whole - 3, "...", 3) ? 3 : 0;
	part->len = part->whole - dots;
	part->kind = brace ? FORM_BLOCK : dots ? FORM_REST : FORM_OPERAND;
	f += brace + token + brace;
	*form = f + (*f == ' ');
	return 1;
}

enum form_what form_what(struct form_part const *part)
{
	static struct {
		char const *name;
		enum form_what what;
	} const meanings[] = {
		{ "prog", FORM_CHAIN },
		{ "block", FORM_CHAIN },
		{ "test", FORM_CHAIN },
		{ "then", FORM_CHAIN },
		{ "else", FORM_CHAIN },
		{ "body", FORM_CHAIN },
		{ "prefix", FORM_PREFIX },
		{ "directives", FORM_DIRECTIVES },
		{ "pattern-and-block", FORM_LABELLED },
		{ "signal-and-block", FORM_LABELLED },
		{ "assignments-and-prog", FORM_ASSIGNMENTS },
		{ "block-or-pids", FORM_BLOCK_FIRST },
	};
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (!strncmp(meanings[i].name, part->name, part->len) &&
			!meanings[i].name[part->len])
			return meanings[i].what;
	return FORM_WORDS;
}

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
