/* windlass-examples.c - the examples of the manual that say what comes of them, as cases of a .test file. */
#include "frontend.h"

static int is_answer(char const *line)
{
	return !strncmp(line, "> ", 2) || !strncmp(line, "= ", 2);
}

/* Puts the example of LEN bytes at TEXT, if it has an answer. */
static void put_case(struct ctx *x, struct cmd const *cmd, char const *text, size_t len)
{
	char const *example = arena_text(x, text, len), *line = example;
	while (line && !is_answer(line)) {
		line = strchr(line, '\n');
		line = line ? line + 1 : 0;
	}
	if (!line)
		return;
	put_text(x, "--- ");
	put_text(x, cmd->name);
	put_text(x, strcmp(cmd_family(cmd), "execline") != 0 ? "\nref: skip ours" : "");
	put_text(x, "\n");
	put_text(x, example);
	put_text(x, "\n\n");
}

static void put_cases(struct ctx *x, struct cmd const *cmd)
{
	for (char const *text = cmd->example; text && *text;) {
		char const *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);
		put_case(x, cmd, text, len);
		text += len + strspn(text + len, "\n");
	}
}

static struct next run_examples(struct ctx *x, struct call const *c)
{
	char const *name = c->arg[0];
	struct cmd const *only = name ? command_called(x, name) : 0;
	if (name && !only)
		return no_such_command(x, name);
	for (size_t i = 0; i < cmd_count; i++)
		if (!only || cmd_table[i].cmd == only)
			put_cases(x, cmd_table[i].cmd);
	return leave(0);
}

struct cmd const cmd_windlass_examples = {
	.name = "windlass-examples",
	.brief = "print the manual's examples as test cases",
	.form = "[command]",
	.traits = PURE | LEAF,
	.run = run_examples,
	.operands = "command: the only command whose examples are printed",
	.help = "Only examples that say what comes of them are printed: a line that begins with > is one of stdout, "
		"one that begins with = has the exit code.",
	.example = "pipeline { windlass examples s6-true } s6-grep .\n"
		   "> --- s6-true\n"
		   "> ref: skip ours\n"
		   "> s6-true whatever\n"
		   "> = 0",
};
