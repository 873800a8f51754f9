/* explain_test.c - sentences of the command table mean what there is; explaining survives any script. */
#include "explain.h"

#include "../unit.h"
#include "lex.h"

static int is_option(struct cmd const *cmd, char const *name, size_t len)
{
	for (struct opt const *o = cmd->opts; o && o->kind; o++)
		if ((len == 2 && o->letter == name[1]) ||
			(len > 2 && o->name && strlen(o->name) == len - 2 &&
				!memcmp(o->name, name + 2, len - 2)))
			return 1;
	return 0;
}

static int is_operand(struct cmd const *cmd, char const *name, size_t len)
{
	struct operand o;
	for (char const *form = cmd->form; form;)
		while (form_next(&form, &o))
			if (o.len == len && !memcmp(o.name, name, len))
				return 1;
	return len == 7 && !memcmp(name, "options", 7);
}

/* Names stand for operands and options of the command, and brackets are closed. */
static void sentence_holds(struct cmd const *cmd)
{
	int open = 0;
	for (char const *s = cmd->says; *s; s++) {
		open += (*s == '[') - (*s == ']');
		assert_true(open >= 0);
		if (*s != '[' && *s != '<')
			continue;
		size_t len = strcspn(s + 1, *s == '[' ? "|" : ">");
		if (!s[1 + len] || !(s[1] == '-' ? is_option : is_operand)(cmd, s + 1, len))
			fail_msg("%s: says %.*s", cmd->name, (int)len + 2, s);
	}
	assert_int_equal(open, 0);
}

static void sentences_hold(void **state)
{
	(void)state;
	for (size_t i = 0; i < cmd_count; i++)
		if (cmd_table[i].cmd->says)
			sentence_holds(cmd_table[i].cmd);
}

static void survives(char const *text)
{
	struct ctx x = UNIT_CTX(0);
	struct word *words;
	stralloc to = STRALLOC_ZERO;
	if (!lex(&x, &(struct script){ .name = "t", .text = text, .len = strlen(text) }, &words)) {
		explain(&x, words, 0, &to);
		assert_true(to.len > 0);
		for (size_t i = 0; i < to.len; i++)
			assert_true(to.s[i] == '\n' || (unsigned char)to.s[i] >= ' ');
	}
	stralloc_free(&to);
	unit_done(&x);
}

/* Words of the language, in any order. */
static void survives_random_scripts(void **state)
{
	(void)state;
	static char const *const parts[] = { "{", "{", "}", "}", "{ }", "if", "ifelse", "importas",
		"-i", "x", "X", "$x", "${x}", "$@", "define", "multisubstitute", "case", "trap",
		"forx", "wait", "elgetpositionals", "s6-env", "A=b", "\"\"", "\"a b\"", "-", "--",
		"-uD", "eltest", "-e", "!", "exit", "3", "with-contenv", "windlass-parts",
		"backtick", "-E", "redirfd", "-w", "1", "s6-svc", "-wd", "program",
		"\"\\n\\0x01\\0xff\"", "loopwhilex", "ifte" };
	char text[400];
	uint32_t dice = 7;
	for (int i = 0; i < 20000; i++) {
		size_t len = 0, n = i % 24;
		text[0] = 0;
		while (n--) {
			dice = dice * 1664525 + 1013904223;
			len += (size_t)sprintf(
				text + len, "%s ", parts[(dice >> 8) % COUNT(parts)]);
		}
		survives(text);
	}
}

static void survives_floods(void **state)
{
	(void)state;
	static char const *const units[] = { "if { ", "{ ", "define x a $x ", "x if { } ",
		"importas a$x A$x " };
	for (size_t i = 0; i < COUNT(units); i++) {
		size_t len = strlen(units[i]), n = 5000;
		char *text = malloc(n * (len + 2) + 1);
		assert_non_null(text);
		text[0] = 0;
		for (size_t j = 0; j < n; j++)
			memcpy(text + j * len, units[i], len + 1);
		if (strchr(units[i], '{') && !strchr(units[i], '}'))
			for (size_t j = 0; j < n; j++)
				memcpy(text + n * len + 2 * j, "} ", 3);
		survives(text);
		free(text);
	}
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(sentences_hold),
		cmocka_unit_test(survives_random_scripts),
		cmocka_unit_test(survives_floods),
	};
	return cmocka_run_group_tests_name("explain", tests, 0, 0);
}
