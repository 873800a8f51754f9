/* operand_test.c - forms are read piece by piece, and every name that commands use has a meaning. */
#include "../unit.h"

#include "cmd.h"
#include "operand.h"

/* A form as the operands that are read from it: [optional], {block}, many*, with / between forms. */
static char const *spell(char const *form)
{
	static char text[200];
	struct operand o;
	size_t n = 0;
	text[0] = 0;
	while (form) {
		while (form_next(&form, &o))
			n += (size_t)sprintf(text + n, "%s%s%.*s%s%s%s ", o.block ? "{" : "",
				o.optional ? "[" : "", (int)o.len, o.name, o.many ? "*" : "",
				o.optional ? "]" : "", o.block ? "}" : "");
		if (form)
			n += (size_t)sprintf(text + n, "/ ");
	}
	return text;
}

static void forms(void **state)
{
	(void)state;
	assert_string_equal(spell(0), "");
	assert_string_equal(spell(""), "");
	assert_string_equal(spell("fd"), "fd ");
	assert_string_equal(spell("fd [prog...]"), "fd [prog*] ");
	assert_string_equal(spell("v { block... } body..."), "v {block*} body* ");
	assert_string_equal(spell("{ [test...] } { then... }"), "{[test*]} {then*} ");
	assert_string_equal(spell("one two | one [prog...]"), "one two / one [prog*] ");
	assert_string_equal(spell("[-f fifo] [-x] directory"), "directory ");
	assert_string_equal(spell("[-x]"), "");
}

static void kinds(void **state)
{
	(void)state;
	assert_int_equal(operand_kind("prog", 4), OPERAND_CHAIN);
	assert_int_equal(operand_kind("progress", 4), OPERAND_CHAIN);
	assert_int_equal(operand_kind("progress", 8), OPERAND_TEXT);
	assert_null(operand_find("progress", 8));
	assert_null(operand_find("pro", 3));
	assert_int_equal(operand_kind("text|json", 9), OPERAND_CHOICE);
}

/* Returns how much is wrong, and says it. */
static int unknown(char const *command, char const *name, size_t len)
{
	if (operand_find(name, len))
		return 0;
	print_error("%s: interp/operand.c does not know %.*s\n", command, (int)len, name);
	return 1;
}

static int too_many(char const *command, unsigned int n)
{
	if (n <= CALL_ARGS)
		return 0;
	print_error("%s has %u operands: see CALL_ARGS\n", command, n);
	return 1;
}

static void names_of_the_table(void **state)
{
	int wrong = 0;
	(void)state;
	for (size_t i = 0; i < cmd_count; i++) {
		struct cmd const *cmd = cmd_table[i].cmd;
		struct operand o;
		for (char const *form = cmd->form; form;) {
			unsigned int n = 0;
			while (form_next(&form, &o)) {
				wrong += unknown(cmd->name, o.name, o.len);
				n += !o.block && !o.many;
			}
			wrong += too_many(cmd->name, n);
		}
		for (struct opt const *opt = cmd->opts; opt && opt->kind; opt++)
			if (opt->arg)
				wrong += unknown(cmd->name, opt->arg, strlen(opt->arg));
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(kinds),
		cmocka_unit_test(names_of_the_table),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
