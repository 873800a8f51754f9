/* complete_value.c - the words that may stand somewhere. */
#include <skalibs/sig.h>
#include <string.h>

#include "cmd.h"
#include "complete.h"
#include "opt.h"

enum { LAST_SIGNAL = 31 };

void complete_offer(struct complete *c, char const *text, size_t len, char const *brief)
{
	char const *typed = c->words[c->n - 1];
	char const *word =
		join(c->x, arena_text(c->x, typed, c->skip), arena_text(c->x, text, len));
	if (!strncmp(word, typed, strlen(typed)))
		c->offer(c, word, brief);
}

static void offer(struct complete *c, char const *text, char const *brief)
{
	complete_offer(c, text, strlen(text), brief);
}

void complete_commands(struct complete *c)
{
	for (size_t i = 0; i < cmd_count; i++) {
		struct cmd const *cmd = cmd_table[i].cmd;
		if (!(cmd->traits & HIDDEN) && (cmd->subst || !c->subst))
			offer(c, cmd->name, cmd->brief);
	}
}

void complete_options(struct complete *c, struct cmd const *cmd)
{
	for (struct opt const *o = cmd->opts; o && o->kind; o++) {
		if (o->letter)
			offer(c, (char const[]){ '-', o->letter, 0 }, o->help);
		if (o->name)
			offer(c, join(c->x, "--", o->name, o->arg ? "=" : ""), o->help);
	}
	offer(c, "--help", "tell about the command");
}

static void choices(struct complete *c, char const *name, size_t len)
{
	while (len) {
		char const *bar = memchr(name, '|', len);
		size_t n = bar ? (size_t)(bar - name) : len;
		complete_offer(c, name, n, 0);
		name += n + !!bar;
		len -= n + !!bar;
	}
}

static void subcommands(struct complete *c, struct cmd const *cmd)
{
	size_t len = strlen(cmd->name);
	for (size_t i = 0; i < cmd_count; i++) {
		struct cmd const *own = cmd_table[i].cmd;
		if (!strncmp(own->name, cmd->name, len) && own->name[len] == '-')
			offer(c, own->name + len + 1, own->brief);
	}
	complete_commands(c);
}

static void families(struct complete *c)
{
	for (size_t i = 0, j; i < cmd_count; i++) {
		for (j = 0; strcmp(cmd_table[j].family, cmd_table[i].family);)
			j++;
		if (i == j)
			offer(c, cmd_table[i].family, 0);
	}
}

static void signals(struct complete *c, int several)
{
	char const *last = several ? strrchr(c->words[c->n - 1] + c->skip, ',') : 0;
	if (last)
		c->skip = (size_t)(last + 1 - c->words[c->n - 1]);
	for (int sig = 1; sig <= LAST_SIGNAL; sig++)
		offer(c, sig_name(sig), 0);
}

static void variables(struct complete *c)
{
	for (size_t i = 0; i < c->x->env.n; i++) {
		char const *entry = c->x->env.v[i];
		complete_offer(c, entry, strcspn(entry, "="), 0);
	}
}

void complete_value(struct complete *c, struct cmd const *cmd, char const *name, size_t len)
{
	enum operand_kind kind = operand_kind(name, len);
	switch (kind) {
	case OPERAND_CHOICE: choices(c, name, len); break;
	case OPERAND_COMMAND: complete_commands(c); break;
	case OPERAND_SUBCOMMAND: subcommands(c, cmd); break;
	case OPERAND_FAMILY: families(c); break;
	case OPERAND_VARIABLE: variables(c); break;
	case OPERAND_SIGNAL:
	case OPERAND_SIGNALS: signals(c, kind == OPERAND_SIGNALS); break;
	case OPERAND_SCRIPT: c->kind = OPERAND_PATH; break;
	case OPERAND_PID:
	case OPERAND_ACCOUNT:
	case OPERAND_GROUP:
	case OPERAND_PATH: c->kind = kind; break;
	case OPERAND_DIRECTORY:
	case OPERAND_SERVICEDIR:
	case OPERAND_SCANDIR:
	case OPERAND_FIFODIR: c->kind = OPERAND_DIRECTORY; break;
	default: break;
	}
}
