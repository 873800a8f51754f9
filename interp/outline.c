/* outline.c - reading chains without running them. */
#include "outline.h"

#include <string.h>

enum { DEEPEST = 500 };

/* A step being read. */
struct reading {
	struct ctx *x;
	struct step *s;
	struct word *w; /* the next word */
	struct fault **fault;
	unsigned int depth;
	int unsure;
	int directive; /* it has no rest of its own */
	int broken;    /* nothing more can be read of it */
	int open;      /* more words will come behind those of the chain */
};

static struct step *read_chain(
	struct ctx *x, struct word *words, struct scope *scope, unsigned int depth, int unsure);
static struct step *read_list(
	struct reading const *of, struct word *words, void (*read_one)(struct reading *));
static void read_directive(struct reading *r);
static void read_labelled(struct reading *r);

static struct fault *add_fault(
	struct reading *r, enum fault_kind kind, struct word const *w, char const *name)
{
	struct fault *f = arena_get(r->x, sizeof *f);
	*f = (struct fault){ .kind = kind, .word = *w, .name = name, .unsure = r->unsure };
	if (r->open && fault_lacks(kind)) /* what comes may have it */
		return f;
	*r->fault = f;
	r->fault = &f->next;
	return f;
}

/* W is read as one word: if it may become none or many, what follows is unsure. */
static void pass(struct reading *r, struct word const *w)
{
	if (scope_count(r->s->scope, w))
		r->unsure = 1;
}

static void check_option(struct reading *r, struct given const *g)
{
	struct word const *w = g->value.s ? &g->value : &g->word;
	int fault = given_fault(g, r->s->scope);
	if (fault >= 0)
		add_fault(r, (enum fault_kind)fault, w, g->opt ? g->opt->arg : 0)->letter =
			g->letter;
	pass(r, &g->word);
	pass(r, w);
	r->unsure |= fault == FAULT_UNKNOWN_OPTION;
	r->broken |= fault == FAULT_OPTION_ARGUMENT;
}

static void read_options(struct reading *r)
{
	struct step *s = r->s;
	r->w = given_read(r->x, s->cmd, r->w, &s->options);
	for (struct given const *g = s->options; g; g = g->next)
		check_option(r, g);
	/* Whose value might be an option. */
	if (r->w->s && *r->w->s == '$' && scope_touches(s->scope, r->w))
		r->unsure = 1;
}

static char const *name_of(struct reading *r, struct operand const *o)
{
	return arena_text(r->x, o->name, o->len);
}

static void read_operand(struct reading *r, struct operand const *o)
{
	struct step *s = r->s;
	struct outline_operand *to = s->operand + s->operands++;
	to->name = name_of(r, o);
	to->optional = o->optional;
	if (r->w->s) {
		to->word = *r->w;
		pass(r, r->w++);
	} else if (!o->optional) {
		add_fault(r, FAULT_MISSING_OPERAND, s->words, to->name);
		r->broken = 1;
	}
}

/* The end of the block that W begins, or 0. Words that may be what they like leave it unsure. */
static struct word *find_end(struct reading *r, struct word *w, struct word const **unquoted)
{
	for (; w->s && !word_ends_block(w); w++)
		if (!w->depth && *w->s != ' ') {
			*unquoted = *unquoted ? *unquoted : w;
			r->unsure |= scope_touches(r->s->scope, w);
		}
	return w->s ? w : 0;
}

static void read_content(struct reading *r, struct outline_part *p)
{
	if (r->depth == DEEPEST)
		p->kind = OPERAND_TEXT;
	switch (p->kind) {
	case OPERAND_CHAIN:
		p->steps = read_chain(r->x, p->words, r->s->scope, r->depth + 1, r->unsure);
		break;
	case OPERAND_SUBSTITUTION: p->steps = read_list(r, p->words, read_directive); break;
	case OPERAND_CASES:
	case OPERAND_TRAPS: p->steps = read_list(r, p->words, read_labelled); break;
	default: break;
	}
}

static void read_block(struct reading *r, struct operand const *o)
{
	struct outline_part *p = r->s->block + r->s->blocks++;
	struct word const *unquoted = 0;
	struct word *end = find_end(r, r->w, &unquoted);
	p->name = name_of(r, o);
	p->kind = operand_kind(o->name, o->len);
	if (!end) {
		add_fault(r, FAULT_UNTERMINATED, r->w->s ? r->w : r->s->words, p->name);
		r->broken = 1;
		return;
	}
	if (unquoted)
		add_fault(r, FAULT_UNQUOTED, unquoted, p->name);
	if (end == r->w && !o->optional)
		add_fault(r, FAULT_EMPTY_BLOCK, r->w, p->name);
	p->words = r->w;
	r->w = words_block(r->w);
	read_content(r, p);
}

/* `wait` has a block only when its end can be found. */
static void read_optional_block(struct reading *r)
{
	struct word *words = r->w, *behind = words_block(words);
	r->s->rest.kind = OPERAND_WAIT;
	if (!behind)
		return;
	r->s->block[r->s->blocks++] = (struct outline_part){
		.name = r->s->rest.name, .kind = OPERAND_PID, .words = words
	};
	r->s->rest =
		(struct outline_part){ .name = "prog", .kind = OPERAND_CHAIN, .words = behind };
	r->w = behind;
}

static void read_rest(struct reading *r, struct operand const *o)
{
	struct outline_part *p = &r->s->rest;
	*p = (struct outline_part){ .name = name_of(r, o), .words = r->w };
	p->kind = operand_kind(o->name, o->len);
	if (!r->w->s && !o->optional && !r->directive)
		add_fault(r, p->kind == OPERAND_CHAIN ? FAULT_MISSING_CHAIN : FAULT_MISSING_OPERAND,
			r->s->words, p->name);
	r->open |= p->kind == OPERAND_PREFIX;
	if (p->kind == OPERAND_ASSIGNMENTS)
		for (; r->w->s && !r->w->depth && strchr(r->w->s, '='); r->w++)
			pass(r, r->w);
	if (p->kind == OPERAND_WAIT)
		read_optional_block(r);
	if (p->kind == OPERAND_ASSIGNMENTS || p->kind == OPERAND_PREFIX)
		p->kind = OPERAND_CHAIN;
}

static void read_form(struct reading *r)
{
	struct operand o;
	int many = 0;
	char const *form = given_form(r->s->cmd, r->s->options);
	while (!r->broken && form_next(&form, &o)) {
		many = o.many && !o.block;
		if (o.block)
			read_block(r, &o);
		else if (many)
			read_rest(r, &o);
		else
			read_operand(r, &o);
	}
	if (many || r->directive)
		return;
	r->s->rest.words = r->w;
	if (r->w->s && !r->broken)
		add_fault(r, FAULT_SURPLUS, r->w, 0);
}

static void read_command(struct reading *r)
{
	struct step *s = r->s;
	if (!r->directive && call_asks_help(s->cmd, r->w))
		return;
	if (s->cmd->script && r->w->s && *r->w->s == '-')
		return;
	if (s->cmd->opts && !(s->cmd->traits & RAW))
		read_options(r);
	read_form(r);
	if (s->cmd->script) /* whose form only tells */
		s->faults = 0;
	if (!r->directive)
		s->defines = scope_after(r->x, s, s->scope);
}

static struct reading start(
	struct ctx *x, struct word *words, struct scope *scope, unsigned int depth, int unsure)
{
	struct step *s = arena_get(x, sizeof *s);
	*s = (struct step){ .words = words, .scope = scope, .defines = scope, .unsure = unsure };
	s->rest = (struct outline_part){ .name = "args", .kind = OPERAND_TEXT, .words = words + 1 };
	return (struct reading){ .x = x,
		.s = s,
		.w = words + 1,
		.fault = &s->faults,
		.depth = depth,
		.unsure = unsure };
}

static void read_step(struct reading *r)
{
	struct step *s = r->s;
	s->cmd = s->words->depth ? 0 : cmd_find(s->words->s);
	s->kind = s->cmd ? STEP_COMMAND : STEP_FOREIGN;
	if (s->cmd)
		read_command(r);
}

static struct step *read_chain(
	struct ctx *x, struct word *words, struct scope *scope, unsigned int depth, int unsure)
{
	struct step *first = 0, **to = &first;
	int open = 0;
	while (words && words->s) {
		struct reading r = start(x, words, scope, depth, unsure);
		r.open = open;
		read_step(&r);
		*to = r.s;
		to = &r.s->next;
		scope = r.s->defines;
		open = r.open;
		unsure = r.unsure | open;
		words = r.s->rest.kind == OPERAND_CHAIN && !r.broken ? r.w : 0;
	}
	return first;
}

static void read_directive(struct reading *r)
{
	struct step *s = r->s;
	r->directive = 1;
	s->cmd = s->words->depth ? 0 : cmd_find(s->words->s);
	if (s->cmd && s->cmd->subst) {
		read_command(r);
	} else {
		add_fault(r, FAULT_UNKNOWN_DIRECTIVE, s->words, 0);
		r->broken = 1;
	}
	s->rest = (struct outline_part){ 0 };
}

static void read_labelled(struct reading *r)
{
	static struct operand const block = {
		.name = "block", .len = 5, .optional = 1, .block = 1
	};
	r->s->kind = STEP_LABEL;
	r->s->rest = (struct outline_part){ 0 };
	read_block(r, &block);
}

static struct step *read_list(
	struct reading const *of, struct word *words, void (*read_one)(struct reading *))
{
	struct step *first = 0, **to = &first;
	int unsure = of->unsure, broken = 0;
	while (words->s && !broken) {
		struct reading r = start(of->x, words, of->s->scope, of->depth + 1, unsure);
		pass(&r, words);
		read_one(&r);
		*to = r.s;
		to = &r.s->next;
		words = r.w;
		unsure = r.unsure;
		broken = r.broken;
	}
	return first;
}

struct step *outline_of(struct ctx *x, struct word *words, struct scope *scope)
{
	return read_chain(x, words, scope, 0, 0);
}

struct step *outline(struct ctx *x, struct word const *words, struct scope *scope)
{
	return outline_of(x, words_copy(x, words), scope);
}
