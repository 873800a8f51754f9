/* complete.c - walks a command line to its end, as call.c would read it, to see what may stand there. */
#include "complete.h"

#include <string.h>

#include "cmd.h"

/* No command follows: what the last word is has been said. */
enum { DONE = 0 };

/* The word that option O of CMD, standing in S, begins its argument with, or 0 if it has none there;
   *O becomes 0 for what is no option. */
static char const *read_option(struct cmd const *cmd, char const *s, struct opt const **o)
{
	size_t len = strcspn(s + 2, "=");
	int is_long = s[1] == '-';
	for (s += 1 + is_long;; s++) {
		for (*o = cmd->opts; *o && (*o)->kind; (*o)++)
			if (is_long ? (*o)->name && !strncmp((*o)->name, s, len) && !(*o)->name[len]
				    : (*o)->letter == *s)
				break;
		if (!*o || !(*o)->kind)
			return *o = 0, (char const *)0;
		if (is_long)
			return s[len] ? s + len + 1 : 0;
		if ((*o)->arg || !s[1])
			return s[1] ? s + 1 : 0;
	}
}

/* The option's argument is what the last word ends in, from VALUE on. */
static size_t attached(
	struct complete *c, struct cmd const *cmd, struct opt const *o, char const *value)
{
	c->skip = (size_t)(value - c->words[c->n - 1]);
	complete_value(c, cmd, o->arg, strlen(o->arg));
	return DONE;
}

/* Walks the options of CMD, which begin at word I; *FORM counts to the form that holds then. */
static size_t options(struct complete *c, struct cmd const *cmd, size_t i, int *form)
{
	for (; c->words[i][0] == '-' && (c->words[i][1] || i == c->n - 1); i++) {
		struct opt const *o = 0;
		char const *value = 0;
		if (i < c->n - 1 && !strcmp(c->words[i], "--"))
			return i + 1;
		if (c->words[i][1])
			value = read_option(cmd, c->words[i], &o);
		if (i == c->n - 1) {
			if (value && o->arg)
				return attached(c, cmd, o, value);
			complete_options(c, cmd);
			return DONE;
		}
		if (!o)
			return cmd->traits & RAW ? i : DONE;
		if (cmd->form_slot && o->slot == cmd->form_slot - 1)
			*form = (int)o->val;
		if (o->arg && !value && ++i == c->n - 1)
			return attached(c, cmd, o, c->words[i]);
	}
	return i;
}

/* The word behind the block that the brace at I opens, or DONE if the line ends in it. */
static size_t behind_block(struct complete const *c, size_t i)
{
	int depth = 0;
	for (; i < c->n - 1; i++) {
		depth += !strcmp(c->words[i], "{");
		depth -= !strcmp(c->words[i], "}");
		if (!depth)
			return i + 1;
	}
	return DONE;
}

static size_t chain_at(struct complete *c, size_t i);

/* The line ends inside pairs, which begin at word I: of FIRST and a block, or of FIRST and a text. */
static size_t pairs(struct complete *c, size_t i, char const *first, int blocks)
{
	for (int second = 0; i < c->n - 1; second = !second) {
		size_t next = second && blocks ? behind_block(c, i) : i + 1;
		if (!next)
			return chain_at(c, i + 1);
		i = next;
		if (i == c->n - 1 && !second) {
			if (blocks)
				complete_offer(c, "{", 1, 0);
			return DONE;
		}
	}
	complete_value(c, 0, first, strlen(first));
	return DONE;
}

/* The line ends inside the block O of CMD, which begins at word I. */
static size_t inside(struct complete *c, struct cmd const *cmd, struct operand const *o, size_t i)
{
	switch (operand_kind(o->name, o->len)) {
	case OPERAND_CHAIN: return chain_at(c, i);
	case OPERAND_SUBSTITUTION: c->subst = 1; return chain_at(c, i);
	case OPERAND_CASES: return pairs(c, i, "pattern", 1);
	case OPERAND_TRAPS: return pairs(c, i, "signal", 1);
	case OPERAND_LISTEN: return pairs(c, i, "fifodir", 0);
	default: complete_value(c, cmd, o->name, o->len); return DONE;
	}
}

static size_t block(struct complete *c, struct cmd const *cmd, struct operand const *o, size_t i)
{
	if (i == c->n - 1) {
		complete_offer(c, "{", 1, 0);
		return DONE;
	}
	if (strcmp(c->words[i], "{"))
		return DONE;
	size_t next = behind_block(c, i);
	return next ? next : inside(c, cmd, o, i + 1);
}

/* The words from I on are what O, the last of the form, stands for. */
static size_t rest(struct complete *c, struct cmd const *cmd, struct operand const *o, size_t i)
{
	static struct operand const pids = { .name = "pid", .len = 3 };
	switch (operand_kind(o->name, o->len)) {
	case OPERAND_ASSIGNMENTS:
		while (i < c->n - 1 && strchr(c->words[i], '='))
			i++;
		return chain_at(c, i);
	case OPERAND_CHAIN: return chain_at(c, i);
	case OPERAND_WAIT: i = block(c, cmd, &pids, i); return i ? chain_at(c, i) : DONE;
	case OPERAND_TEXT: c->kind = OPERAND_PATH; return DONE;
	default: complete_value(c, cmd, o->name, o->len); return DONE;
	}
}

/* The command that the word S after CMD stands for. */
static struct cmd const *subcommand(
	struct complete *c, struct cmd const *cmd, struct operand const *o, char const *s)
{
	struct cmd const *own = cmd_find(join(c->x, cmd->name, "-", s));
	if (operand_kind(o->name, o->len) != OPERAND_SUBCOMMAND)
		return 0;
	return own ? own : cmd_find(s);
}

/* Walks the call of CMD, whose words begin at I. */
static void call_at(struct complete *c, struct cmd const *cmd, size_t i)
{
	struct operand o;
	struct cmd const *sub;
	char const *form = cmd->form;
	int skip = 0;
	i = options(c, cmd, i, &skip);
	while (skip--)
		while (form_next(&form, &o))
			;
	while (i && form_next(&form, &o)) {
		if (o.block)
			i = block(c, cmd, &o, i);
		else if (o.many)
			i = rest(c, cmd, &o, i);
		else if (i == c->n - 1)
			i = inside(c, cmd, &o, i);
		else if ((sub = subcommand(c, cmd, &o, c->words[i++]))) {
			call_at(c, sub, i);
			i = DONE;
		}
	}
}

/* Walks the chain that begins at word I. */
static size_t chain_at(struct complete *c, size_t i)
{
	struct cmd const *cmd = i < c->n - 1 ? cmd_by_path(c->words[i]) : 0;
	if (cmd)
		call_at(c, cmd, i + 1);
	else {
		c->kind = c->subst ? OPERAND_TEXT : OPERAND_CHAIN;
		c->from = i;
	}
	if (i == c->n - 1)
		complete_commands(c);
	return DONE;
}

void complete(struct complete *c)
{
	c->kind = OPERAND_TEXT;
	c->from = c->skip = 0;
	c->subst = 0;
	chain_at(c, 0);
}
