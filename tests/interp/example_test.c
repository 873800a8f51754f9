/* example_test.c - every example of the table is a script that can be read: words, options, operands and blocks,
   as far as commands of ours go. */
#include "../unit.h"

#include "cmd.h"
#include "lex.h"
#include "operand.h"

static void read_chain(struct ctx *x, struct cmd const *of, struct word *words);

static int is_chain(struct operand const *o)
{
	return operand_kind(o->name, o->len) == OPERAND_CHAIN;
}

/* Reads the blocks of a call; returns whether the form ends in a chain. */
static int read_blocks(struct ctx *x, struct cmd const *of, struct call const *c)
{
	struct operand o;
	char const *form = c->cmd->form;
	int chain = 0;
	for (int block = 0; form_next(&form, &o); block += o.block) {
		chain = !o.block && is_chain(&o);
		if (o.block && is_chain(&o))
			read_chain(x, of, c->block[block]);
	}
	return chain;
}

static void read_chain(struct ctx *x, struct cmd const *of, struct word *words)
{
	struct call c;
	struct cmd const *cmd;
	for (; words->s && (cmd = cmd_find(words->s)); words = c.rest) {
		if (call_read(x, cmd, words, 0, &c).how == NEXT_EXIT)
			fail_msg("the example of %s does not parse: %s", of->name, x->src.text);
		if (!read_blocks(x, of, &c))
			return;
	}
}

/* The length of an example's script: up to the lines that say what comes of it. */
static size_t script_len(char const *text)
{
	size_t len = strcspn(text, "\n");
	while (text[len] && !strchr("\n>=", text[len + 1]))
		len += 1 + strcspn(text + len + 1, "\n");
	return len;
}

static void read_example(struct cmd const *cmd, char const *text)
{
	struct ctx x = UNIT_CTX(0);
	struct word *words;
	size_t len = script_len(text);
	x.src = (struct script){ .name = cmd->name, .text = arena_text(&x, text, len), .len = len };
	char const *wrong = lex(&x, &x.src, &words);
	if (wrong)
		fail_msg("the example of %s: %s: %s", cmd->name, wrong, x.src.text);
	if (!strstr(x.src.text, cmd->name) && strncmp(cmd->name, "windlass-", 9) != 0)
		fail_msg("the example of %s is of something else: %s", cmd->name, x.src.text);
	read_chain(&x, cmd, words);
	unit_done(&x);
}

static void examples(void **state)
{
	(void)state;
	for (size_t i = 0; i < cmd_count; i++) {
		struct cmd const *cmd = cmd_table[i].cmd;
		for (char const *text = cmd->example; text && *text;) {
			char const *end = strstr(text, "\n\n");
			read_example(cmd, text);
			text = end ? end + strspn(end, "\n") : "";
		}
	}
}

int main(void)
{
	struct CMUnitTest const tests[] = { cmocka_unit_test(examples) };
	return cmocka_run_group_tests(tests, 0, 0);
}
