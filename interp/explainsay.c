/* explainsay.c - what a step does, from its command's `says`. */
#include <string.h>

#include "cmd.h"
#include "explain.h"

struct sayer {
	struct ctx *x;
	struct step const *s;
	stralloc *to;
};

static void add(stralloc *to, char const *s)
{
	stralloc_cats(to, s);
}

/* The row of the option NAME, LEN bytes: -x or --long. */
static struct opt const *find_row(struct cmd const *cmd, char const *name, size_t len)
{
	for (struct opt const *o = cmd->opts; o && o->kind; o++)
		if (name[1] == '-' ? o->name && strlen(o->name) == len - 2 &&
					     !memcmp(o->name, name + 2, len - 2)
				   : len == 2 && o->letter == name[1])
			return o;
	return 0;
}

static int can_be_overruled(struct opt const *o)
{
	return o->kind != OPT_OR && o->kind != OPT_CLEAR && o->kind != OPT_ADD;
}

/* The last time O is given, if nothing overrules it. */
static struct given const *in_effect(struct step const *s, struct opt const *o)
{
	struct given const *found = 0;
	for (struct given const *g = s->options; o && g; g = g->next)
		if (g->opt == o ||
			(found && g->opt && g->opt->slot == o->slot && can_be_overruled(o)))
			found = g->opt == o ? g : 0;
	return found;
}

static struct outline_part const *find_part(struct step const *s, char const *name, size_t len)
{
	for (unsigned int i = 0; i < s->blocks; i++)
		if (strlen(s->block[i].name) == len && !memcmp(s->block[i].name, name, len))
			return s->block + i;
	if (s->rest.name && strlen(s->rest.name) == len && !memcmp(s->rest.name, name, len))
		return &s->rest;
	return 0;
}

/* NAME is an operand, a block, the rest or an option: whether S has one. */
static int has(struct step const *s, char const *name, size_t len)
{
	struct outline_part const *p = find_part(s, name, len);
	if (*name == '-')
		return in_effect(s, find_row(s->cmd, name, len)) != 0;
	if (p)
		return p->words && p->words->s;
	for (unsigned int i = 0; i < s->operands; i++)
		if (strlen(s->operand[i].name) == len && !memcmp(s->operand[i].name, name, len))
			return s->operand[i].word.s != 0;
	return 0;
}

static struct term const *find_term(struct cmd const *cmd, struct word const *w)
{
	struct term const *t = cmd->terms;
	while (t && t->word && strcmp(t->word, w->s))
		t++;
	return t && t->word && !w->depth ? t : 0;
}

/* Says the word W of a list. Returns how many more it has said. */
static int say_listed(struct sayer *r, struct word const *w)
{
	struct term const *t = find_term(r->s->cmd, w);
	int swapped = t && t->swaps && w[1].s;
	if (!t) {
		explain_word(r->x, w, r->to);
		return 0;
	}
	if (swapped) {
		explain_word(r->x, w + 1, r->to);
		add(r->to, " ");
	}
	add(r->to, t->says);
	return swapped;
}

enum { LONG = 160 };

static void say_part(struct sayer *r, struct outline_part const *p)
{
	struct word const *end = p == &r->s->rest && r->s->next ? r->s->next->words : 0;
	size_t from = r->to->len;
	for (struct word const *w = p->words; w && w->s && w != end; w++) {
		if (w != p->words)
			add(r->to, " ");
		if (r->to->len - from > LONG) {
			add(r->to, "...");
			return;
		}
		w += say_listed(r, w);
	}
}

/* Descriptors have names that people know. */
static void say_operand(struct sayer *r, struct outline_operand const *o)
{
	static char const *const names[] = { "stdin", "stdout", "stderr" };
	char const *s = o->word.s;
	if (operand_kind(o->name, strlen(o->name)) != OPERAND_FD) {
		explain_word(r->x, &o->word, r->to);
	} else if (*s >= '0' && *s <= '2' && !s[1]) {
		add(r->to, names[*s - '0']);
	} else {
		add(r->to, "descriptor ");
		explain_word(r->x, &o->word, r->to);
	}
}

/* Whether T says something about the option O. */
static int mentions(char const *t, struct opt const *o)
{
	char const *s = t;
	while (*s) {
		size_t len = *s == '[' || *s == '<' ? strcspn(s + 1, "|>") : 0;
		if (len && s[1] == '-' && s[2] == '-'
				? o->name && strlen(o->name) == len - 2 &&
					  !memcmp(s + 3, o->name, len - 2)
				: len == 2 && s[1] == '-' && s[2] == o->letter)
			return 1;
		s++;
	}
	return 0;
}

/* The option G as it is given, and its help. */
static void say_option(struct sayer *r, struct given const *g)
{
	explain_option(r->x, g, 0, r->to);
	add(r->to, ": ");
	add(r->to, g->opt ? g->opt->help : "there is no such option");
}

static int is_default(struct opt const *o)
{
	return strstr(o->help, "(default)") != 0;
}

/* What is left to say: options that the command's sentence does not mention. */
static int say_options(struct sayer *r, char const *before)
{
	char const *told = r->s->cmd->says ? r->s->cmd->says : "";
	int n = 0;
	for (struct given const *g = r->s->options; g; g = g->next) {
		if (g->opt && (mentions(told, g->opt) || is_default(g->opt) ||
				      (can_be_overruled(g->opt) && in_effect(r->s, g->opt) != g)))
			continue;
		add(r->to, n++ ? "; " : before);
		say_option(r, g);
	}
	return n;
}

static void say_value(struct sayer *r, char const *name, size_t len)
{
	struct outline_part const *p = find_part(r->s, name, len);
	struct given const *g = *name == '-' ? in_effect(r->s, find_row(r->s->cmd, name, len)) : 0;
	if (!strncmp(name, "options>", 8)) {
		say_options(r, "");
	} else if (g && outline_argument(g)) {
		struct word w = word_make(outline_argument(g), 0);
		explain_word(r->x, &w, r->to);
	} else if (p) {
		say_part(r, p);
	} else {
		for (unsigned int i = 0; i < r->s->operands; i++)
			if (!strncmp(r->s->operand[i].name, name, len) &&
				!r->s->operand[i].name[len] && r->s->operand[i].word.s)
				say_operand(r, r->s->operand + i);
	}
}

/* Says T up to its end or the end of the alternative it is in; skips it unless LIVE. Returns what is
   behind. */
static char const *say(struct sayer *r, char const *t, int live)
{
	while (*t && *t != '|' && *t != ']') {
		size_t len = strcspn(t + 1, "|>");
		if (*t == '[') {
			int yes = has(r->s, t + 1, len);
			t = say(r, t + len + 2, live && yes);
			if (*t == '|')
				t = say(r, t + 1, live && !yes);
		} else if (*t == '<') {
			if (live)
				say_value(r, t + 1, len);
			t += len + 1;
		} else if (live) {
			stralloc_catb(r->to, t, 1);
		}
		t++;
	}
	return t;
}

static int is_faulty(struct step const *s)
{
	struct fault const *f = s->faults;
	while (f && f->unsure)
		f = f->next;
	return f != 0;
}

/* A colon at the end stays there. */
static void say_command(struct sayer *r)
{
	char const *says = r->s->cmd->says ? r->s->cmd->says : r->s->cmd->brief;
	say(r, says, 1);
	int colon = r->to->len && r->to->s[r->to->len - 1] == ':';
	r->to->len -= (size_t)colon;
	if (!strstr(says, "<options>") && say_options(r, " ("))
		add(r->to, ")");
	if (is_faulty(r->s))
		add(r->to, " (this is wrong: see windlass check)");
	add(r->to, colon ? ":" : "");
}

static void say_foreign(struct sayer *r, int inner)
{
	struct word const *w = r->s->words;
	if (!scope_touches(r->s->scope, w)) {
		add(r->to, inner ? "run the program " : "become the program ");
		explain_word(r->x, w, r->to);
	} else if (!strcmp(w->s, "$@") || !strcmp(w->s, "${@}")) {
		add(r->to, "go on with the script's arguments as a command");
		add(r->to, w[1].s ? ", with what stands behind" : "");
	} else {
		add(r->to, "go on with what ");
		explain_word(r->x, w, r->to);
		add(r->to, r->s->next ? " is replaced by, in front of what follows"
				      : " is replaced by");
	}
}

void explain_say(struct ctx *x, struct step const *s, int inner, stralloc *to)
{
	struct sayer r = { .x = x, .s = s, .to = to };
	if (s->kind == STEP_COMMAND && s->cmd)
		say_command(&r);
	else if (s->kind == STEP_FOREIGN)
		say_foreign(&r, inner);
}
