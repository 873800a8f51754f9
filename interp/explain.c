/* explain.c - a chain step by step, and what it comes to. */
#include "explain.h"

#include <string.h>

#include "cmd.h"
#include "diag.h"
#include "fmt.h"

enum { SAYS_AT = 40, INDENT_MOST = 24 };

/* The number of a step, below that of the step whose block it is in. */
struct number {
	struct number const *outer;
	unsigned long n;
};

struct explainer {
	struct ctx *x;
	stralloc *to;
	struct explain_words in;
	struct explain_notes notes;
	struct step const *last; /* of the outermost chain */
};

static void explain_chain(struct explainer *e, struct step const *s, struct number *number);

static void add(struct explainer *e, char const *s)
{
	stralloc_cats(e->to, s);
}

static void pad(struct explainer *e, size_t n)
{
	while (n--)
		add(e, " ");
}

static size_t depth_of(struct number const *n)
{
	size_t depth = 0;
	while ((n = n->outer))
		depth++;
	return depth;
}

static void add_number(struct explainer *e, struct number const *n)
{
	char b[DECIMAL];
	if (n->outer) {
		add_number(e, n->outer);
		add(e, ".");
	}
	add(e, decimal(b, n->n));
}

static size_t begin_line(struct explainer *e, struct number const *n)
{
	size_t from = e->to->len, indent = 2 * depth_of(n);
	pad(e, indent < INDENT_MOST ? indent : INDENT_MOST);
	return from;
}

/* What the step does stands in a column of its own, below the step if that is long. */
static void explain_line(struct explainer *e, struct step const *s, struct number const *n)
{
	stralloc says = STRALLOC_ZERO;
	size_t from = begin_line(e, n);
	if (n->n)
		add_number(e, n);
	add(e, n->n ? "  " : "#!  ");
	explain_call(e->x, &e->in, s, e->to);
	size_t column = fmt_columns(e->to->s + from, e->to->len - from);
	if (column + 2 > SAYS_AT) {
		add(e, "\n");
		column = 0;
	}
	pad(e, SAYS_AT - column);
	explain_say(e->x, s, n->outer != 0, &says);
	explain_wrap(e->to, says.s ? says.s : "", says.len, SAYS_AT, SAYS_AT);
	add(e, "\n");
	stralloc_free(&says);
}

/* A line that says what the steps below it are. */
static void explain_label(struct explainer *e, struct number const *n, char const *text)
{
	begin_line(e, n);
	add(e, "  ");
	add(e, text);
	add(e, ":\n");
}

static void explain_labelled(struct explainer *e, struct step const *s, struct number *inner)
{
	for (; s; s = s->next) {
		stralloc text = STRALLOC_ZERO;
		explain_word(e->x, s->words, &text);
		stralloc_0(&text);
		explain_label(e, inner->outer, text.s);
		stralloc_free(&text);
		explain_chain(e, s->block[0].steps, inner);
	}
}

static void explain_block(struct explainer *e, struct step const *s, struct outline_part const *p,
	struct number *inner)
{
	int labelled = p->kind == OPERAND_CASES || p->kind == OPERAND_TRAPS;
	if (!p->steps)
		return;
	if (labelled) {
		explain_labelled(e, p->steps, inner);
		return;
	}
	if (s->blocks > 1)
		explain_label(e, inner->outer, p->name);
	explain_chain(e, p->steps, inner);
}

/* Whether what follows S is a part of it, as the body of a loop is, and not what it goes on with. */
static int has_body(struct step const *s)
{
	char const *name = s->rest.name ? s->rest.name : "";
	return s->next && (!strcmp(name, "body") || !strcmp(name, "test"));
}

/* A program whose name is only known when it is substituted may be many words, which go on with a
   command that stands behind it. */
static struct step *find_behind(struct explainer *e, struct step const *s)
{
	struct word *w = s->rest.words;
	if (s->kind != STEP_FOREIGN || !scope_touches(s->scope, s->words))
		return 0;
	while (w->s && (w->depth || !cmd_find(w->s)))
		w++;
	return w->s ? outline_of(e->x, w, s->scope) : 0;
}

static void explain_step(struct explainer *e, struct step const *s, struct number *n)
{
	struct number inner = { .outer = n };
	explain_line(e, s, n);
	explain_note(e->x, &e->notes, s);
	for (unsigned int i = 0; i < s->blocks; i++)
		explain_block(e, s, s->block + i, &inner);
	if (has_body(s)) {
		explain_label(e, n, s->rest.name);
		explain_chain(e, s->next, &inner);
	}
}

static void explain_chain(struct explainer *e, struct step const *first, struct number *number)
{
	for (struct step const *s = first; s; s = has_body(s) ? 0 : s->next) {
		struct step *copy = arena_get(e->x, sizeof *copy);
		*copy = *s;
		if (!s->next)
			copy->next = find_behind(e, s);
		s = copy;
		number->n++;
		explain_step(e, s, number);
		if (!number->outer)
			e->last = s;
	}
}

static void explain_list(struct explainer *e, char const *title, struct explain_list const *l)
{
	stralloc text = STRALLOC_ZERO;
	stralloc_cats(&text, title);
	for (; l; l = l->next) {
		struct word name = { .s = l->name }, otherwise = { .s = l->otherwise };
		stralloc_cats(&text, " ");
		explain_word(e->x, &name, &text);
		if (l->otherwise) {
			stralloc_cats(&text, " (else ");
			explain_word(e->x, &otherwise, &text);
			stralloc_cats(&text, ")");
		}
		stralloc_cats(&text, l->next ? "," : "");
	}
	explain_wrap(e->to, text.s, text.len, 0, 4);
	add(e, "\n");
	stralloc_free(&text);
}

static void explain_needs(struct explainer *e)
{
	struct explain_notes const *n = &e->notes;
	if (n->needed)
		explain_list(e, "Variables that must be set:", n->needed);
	if (n->used)
		explain_list(e, "Variables that may be set:", n->used);
	if (n->files)
		explain_list(e, "Files and directories it names:", n->files);
}

static int says_leave(struct cmd const *cmd)
{
	return !strncmp(cmd->says ? cmd->says : cmd->brief, "leave ", 6);
}

/* How the last step S ends the chain, if none before has; ALONE: none can. */
static void explain_end(struct explainer *e, struct step const *s, int alone)
{
	add(e, alone ? "How it ends: " : "How it ends, if no step before leaves: ");
	if (has_body(s)) {
		add(e, "when the loop is over");
	} else if (s->kind == STEP_COMMAND && s->rest.kind == OPERAND_CHAIN) {
		add(e, "nothing follows, so leave with 0");
	} else if (s->kind == STEP_COMMAND && !says_leave(s->cmd)) {
		add(e, s->cmd->traits & FRESH ? "as the program " : "with the exit code of ");
		add(e, s->cmd->name);
	} else {
		explain_say(e->x, s, 0, e->to);
	}
	add(e, "\n");
}

void explain(struct ctx *x, struct word const *words, struct step const *how, stralloc *to)
{
	struct explainer e = { .x = x, .to = to };
	struct number none = { 0 }, first = { 0 };
	if (how) {
		e.in = (struct explain_words){ .written = how->words, .read = how->words };
		explain_line(&e, how, &none);
	}
	e.in = (struct explain_words){ .written = words, .read = words_copy(x, words) };
	struct step const *s = outline_of(x, e.in.read, how ? how->defines : 0);
	explain_chain(&e, s, &first);
	if (!s)
		add(&e, "Nothing to do: leave with 0\n");
	if (e.last) {
		add(&e, "\n");
		explain_end(&e, e.last, first.n == 1 && !e.last->blocks);
	}
	explain_needs(&e);
}
