/* call.c - from a command's words to a struct call: options, operands, blocks. */
#include <skalibs/types.h>
#include <stdint.h>
#include <string.h>

#include "cmd.h"
#include "diag.h"
#include "put.h"

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

static struct opt const *find_letter(struct cmd const *cmd, char letter)
{
	struct opt const *o = cmd->opts;
	while (o->kind && o->letter != letter)
		o++;
	return o->kind ? o : 0;
}

static struct opt const *find_long(struct cmd const *cmd, char const *name, size_t len)
{
	struct opt const *o = cmd->opts;
	while (o->kind && !(o->name && !strncmp(o->name, name, len) && !o->name[len]))
		o++;
	return o->kind ? o : 0;
}

static int store_number(struct reader *r, struct opt const *o, char const *text)
{
	unsigned int n;
	size_t len = o->kind == OPT_OCT ? uint0_oscan(text, &n) : uint0_scan(text, &n);
	if (!len)
		return WRONG(r, "invalid ", o->arg, ": ", text);
	if (n > o->val)
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

static int takes_argument(struct opt const *o)
{
	return o->arg != 0;
}

/* O's argument: ATTACHED, or the next word. */
static int option_argument(struct reader *r, struct opt const *o, char const *attached)
{
	if (attached)
		return store(r, o, attached);
	if (!r->w->s)
		return WRONG(r, "option ", r->w[-1].s, " needs an argument: ", o->arg);
	r->x->at = r->w->at;
	return store(r, o, word_wire(r->x, r->w++));
}

static int long_option(struct reader *r, char const *name)
{
	size_t len = strcspn(name, "=");
	char const *value = name[len] ? name + len + 1 : 0;
	struct opt const *o = find_long(r->cmd, name, len);
	if (!o || (value && !takes_argument(o)))
		return WRONG(r, "unknown option --", name);
	return takes_argument(o) ? option_argument(r, o, value) : store(r, o, 0);
}

static int letters(struct reader *r, char const *s)
{
	while (*s) {
		struct opt const *o = find_letter(r->cmd, *s++);
		if (!o)
			return WRONG(r, "unknown option -", (char const[]){ s[-1], 0 });
		if (takes_argument(o))
			return option_argument(r, o, *s ? s : 0);
		if (!store(r, o, 0))
			return 0;
	}
	return 1;
}

static int read_options(struct reader *r)
{
	while (r->w->s && !r->w->depth && r->w->s[0] == '-' && r->w->s[1]) {
		char const *s = r->w->s + 1;
		r->x->at = r->w++->at;
		if (!strcmp(s, "-"))
			return 1;
		if (!(*s == '-' ? long_option(r, s + 1) : letters(r, s)))
			return 0;
	}
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

static int read_block(struct reader *r, int may_be_empty)
{
	struct word *w = r->c->block[r->blocks++] = r->w;
	uint32_t at = r->w->s ? r->w->at : r->x->at;
	for (; w->s && !word_ends_block(w); w++)
		if (!word_unquote(w) && !unquoted(r, w, (size_t)(w - r->w)))
			return 0;
	r->x->at = at;
	if (!w->s)
		return WRONG(r, "unterminated block");
	if (w == r->w && !may_be_empty)
		return WRONG(r, "empty block");
	*w = (struct word){ 0 };
	r->w = w + 1;
	return 1;
}

static int read_operand(struct reader *r, int optional, char const *name, size_t len)
{
	unsigned int n = r->args++;
	if (!r->w->s)
		return optional || WRONG(r, "missing operand: ", arena_text(r->x, name, len));
	r->c->arg[n] = word_wire(r->x, r->w);
	r->c->arg_at[n] = r->w++->at;
	return 1;
}

static int read_rest(struct reader *r, int optional, char const *name, size_t len)
{
	if (r->w->s || optional || r->directive)
		return 1;
	return WRONG(r, "missing operand: ", arena_text(r->x, name, len));
}

/* The form that holds under the options given. */
static char const *pick_form(struct reader *r)
{
	char const *form = r->cmd->form ? r->cmd->form : "";
	int n = r->cmd->form_slot ? *(int *)(void *)(r->opt + r->cmd->form_slot - 1) : 0;
	while (n--)
		form = strstr(form, " | ") + 3;
	return form;
}

/* Walks the form, token by token. */
static int read_form(struct reader *r)
{
	int in_block = 0, ok = 1;
	for (char const *f = pick_form(r); ok && *f && *f != '|'; f += *f == ' ') {
		size_t token = strcspn(f, " "), optional = *f == '[';
		char const *name = f + optional;
		size_t len = token - 2 * optional;
		f += token;
		if (*name == '{' || *name == '}')
			in_block = *name == '{';
		else if (in_block)
			ok = read_block(r, (int)optional);
		else if (len > 3 && !memcmp(name + len - 3, "...", 3))
			ok = read_rest(r, (int)optional, name, len);
		else
			ok = read_operand(r, (int)optional, name, len);
		r->x->at = r->c->at;
	}
	return ok;
}

static int wants_help(struct reader *r)
{
	struct word const *w = r->w;
	if (!w->s || w->depth || strcmp(w->s, "--help") || (r->cmd->traits & RAW && w[1].s))
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
	x->at = words->at;
	*c = (struct call){ .cmd = cmd, .name = words->s, .at = words->at };
	r.answer = chain(0);
	if (!directive && wants_help(&r))
		return r.answer;
	if (cmd->opts) {
		c->opt = r.opt = arena_get(x, cmd->opt_size);
		memcpy(r.opt, cmd->opt_init, cmd->opt_size);
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
	return n.how == NEXT_EXIT ? n : cmd->run(x, &c);
}
