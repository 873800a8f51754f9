/* call.c - from a command's words to a struct call: options, operands, blocks. */
#include <stdint.h>
#include <string.h>

#include "cmd.h"
#include "diag.h"
#include "nearest.h"
#include "operand.h"
#include "options.h"
#include "put.h"
#include "trace.h"

/* The words being read, and the answer once something is wrong with them. */
struct reader {
	struct ctx *x;
	struct cmd const *cmd;
	struct call *c;
	struct word *w;
	char *opt;
	unsigned int args, blocks;
	int directive;
	struct next answer;
};

static int wrong(struct reader *r, char const *const *parts)
{
	diag(r->x, "fatal", parts);
	r->answer = usage(r->x, r->cmd);
	return 0;
}
#define WRONG(r, ...) wrong((r), DIAG_PARTS(__VA_ARGS__))

static int store_number(struct reader *r, struct opt const *o, char const *text)
{
	unsigned int n;
	int valid = opt_number(o, text, &n);
	if (!valid)
		return WRONG(r, "invalid ", o->arg, ": ", text);
	if (valid < 0)
		return WRONG(r, "invalid ", o->arg, ": ", text, " is too large");
	memcpy(r->opt + o->slot, &n, sizeof n);
	return 1;
}

static int store_letter(struct reader *r, struct opt const *o, char const *text, struct letters *l)
{
	if (l->n == sizeof l->s)
		return WRONG(r, "too many options");
	l->arg[l->n] = text;
	l->s[l->n++] = o->letter;
	return 1;
}

static int store(struct reader *r, struct opt const *o, char const *text)
{
	int val = (int)o->val, *slot = (int *)(void *)(r->opt + o->slot);
	if (o->also)
		*(int *)(void *)(r->opt + o->also - 1) = o->also_val;
	switch (o->kind) {
	case OPT_SET: *slot = val; break;
	case OPT_OR: *slot |= val; break;
	case OPT_CLEAR: *slot &= ~val; break;
	case OPT_STR: memcpy(slot, &text, sizeof text); break;
	case OPT_ADD: return store_letter(r, o, text, (void *)slot);
	default: return store_number(r, o, text);
	}
	return 1;
}

/* Notes where TEXT stands, for messages that quote it. Returns TEXT. */
static char const *said(struct reader *r, char const *text, uint32_t at)
{
	struct called *c = &r->x->called;
	if (c->n < CALLED)
		c->word[c->n++] = (struct word){ .s = text, .at = at };
	return text;
}

static int unknown_option(struct reader *r, struct opt_use const *use)
{
	char const *given = use->word->s, *name = given + 1 + !use->letter;
	char const *option = nearest_option(r->cmd->opts, name);
	size_t len = option ? strlen(option) : 0;
	if (len && !use->letter && !strncmp(name, option, len) && name[len] == '=')
		return WRONG(r, "option --", option, " takes no argument: ", name + len + 1);
	char const *meant = did_you_mean(r->x, option ? join(r->x, "--", option) : 0);
	if (use->letter)
		return WRONG(r, "unknown option -", (char const[]){ use->letter, 0 }, meant);
	return WRONG(r, "unknown option ", given, meant);
}

static int read_options(struct reader *r)
{
	struct opt_walk walk = { .opts = r->cmd->opts, .w = r->w };
	struct opt_use use;
	while (opt_next(&walk, &use)) {
		r->x->at = use.value ? use.value->at : use.word->at;
		if (!use.opt)
			return unknown_option(r, &use);
		if (use.opt->arg && !use.attached && !use.value)
			return WRONG(
				r, "option ", use.word->s, " needs an argument: ", use.opt->arg);
		char const *text = use.value ? word_wire(r->x, use.value) : use.attached;
		if (!store(r, use.opt, text ? said(r, text, r->x->at) : 0))
			return 0;
	}
	r->w = walk.w;
	return 1;
}

int unquoted_argument(struct ctx *x, char const *text, unsigned long block, unsigned long position)
{
	unsigned int strict = env_number(x, "EXECLINE_STRICT", 0);
	char b[DECIMAL], p[DECIMAL];
	if (!strict)
		return 0;
	diag(x, strict > 1 ? "fatal" : "warning",
		DIAG_PARTS("unquoted argument ", text, " at block ", decimal(b, block),
			" position ", decimal(p, position)));
	return strict > 1 ? -1 : 0;
}

static int unquoted(struct reader *r, struct word const *w, unsigned long position)
{
	r->x->at = w->at;
	if (unquoted_argument(r->x, w->s, r->blocks, position) < 0) {
		r->answer = leave(100);
		return 0;
	}
	return 1;
}

/* What there is instead of a block may be what a shell has there. */
static int unterminated(struct reader *r)
{
	char const *hint = r->w->s ? word_hint(r->x, r->w->s) : 0;
	return WRONG(r, "unterminated block", hint ? ": " : "", hint ? hint : "");
}

static int read_block(struct reader *r, int may_be_empty)
{
	struct word *w = r->c->block[r->blocks++] = r->w;
	uint32_t at = r->w->s ? r->w->at : r->x->at;
	for (; w->s && !word_ends_block(w); w++)
		if (!word_unquote(w) && !unquoted(r, w, (size_t)(w - r->w)))
			return 0;
	r->x->at = at;
	if (!w->s)
		return unterminated(r);
	if (w == r->w && !may_be_empty)
		return WRONG(r, "empty block");
	*w = (struct word){ 0 };
	r->w = w + 1;
	return 1;
}

static int read_operand(struct reader *r, struct operand const *o)
{
	unsigned int n = r->args++;
	if (!r->w->s)
		return o->optional ||
		       WRONG(r, "missing operand: ", arena_text(r->x, o->name, o->len));
	r->c->arg_at[n] = r->w->at;
	r->c->arg[n] = said(r, word_wire(r->x, r->w), r->w->at);
	r->w++;
	return 1;
}

static int read_rest(struct reader *r, struct operand const *o)
{
	if (r->w->s || o->optional || r->directive)
		return 1;
	return WRONG(r, "missing operand: ", arena_text(r->x, o->name, o->len), "...");
}

/* Walks the form that holds under the options given. */
static int read_form(struct reader *r)
{
	int n = r->cmd->form_slot ? *(int *)(void *)(r->opt + r->cmd->form_slot - 1) : 0, ok = 1;
	struct operand o;
	for (char const *form = form_pick(r->cmd->form, n); ok && form_next(&form, &o);
		r->x->at = r->c->at)
		ok = o.block  ? read_block(r, o.optional)
		     : o.many ? read_rest(r, &o)
			      : read_operand(r, &o);
	return ok;
}

int call_asks_help(struct cmd const *cmd, struct word const *words)
{
	return words->s && !words->depth && !strcmp(words->s, "--help") &&
	       !(cmd->traits & RAW && words[1].s);
}

static int wants_help(struct reader *r)
{
	if (!call_asks_help(r->cmd, r->w))
		return 0;
	stralloc text = STRALLOC_ZERO;
	help_text(&text, r->cmd);
	put(r->x, text.s, text.len);
	stralloc_free(&text);
	r->answer = leave(0);
	return 1;
}

struct next call_read(
	struct ctx *x, struct cmd const *cmd, struct word *words, int directive, struct call *c)
{
	struct reader r = { .x = x, .cmd = cmd, .c = c, .w = words + 1, .directive = directive };
	x->at = x->called.at = words->at;
	x->called.n = 0;
	*c = (struct call){ .cmd = cmd, .name = words->s, .at = words->at };
	r.answer = chain(0);
	if (!directive && wants_help(&r))
		return r.answer;
	if (cmd->opts) {
		c->opt = r.opt = arena_get(x, cmd->opt_size);
		if (cmd->opt_init)
			memcpy(r.opt, cmd->opt_init, cmd->opt_size);
		else
			memset(r.opt, 0, cmd->opt_size);
		if (!(cmd->traits & RAW) && !read_options(&r))
			return r.answer;
	}
	x->at = c->at;
	if (!cmd->script) /* whose form only tells */
		read_form(&r);
	c->rest = r.w;
	return r.answer;
}

struct next cmd_call(struct ctx *x, struct cmd const *cmd, struct word *words)
{
	struct call c;
	x->prog = cmd->name;
	x->argv0 = 0;
	x->login = 0;
	struct next n = call_read(x, cmd, words, 0, &c);
	if (n.how == NEXT_EXIT)
		return n;
	trace(x, .words = words, .call = &c);
	return cmd->run(x, &c);
}
