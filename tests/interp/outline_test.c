/* outline_test.c - chains, read without running them. */
#include "outline.h"

#include "lex.h"

#include "../unit.h"

static struct ctx x;

static struct step *read_with(char const *text, struct scope *scope)
{
	struct script src = { .name = "test", .text = text, .len = strlen(text) };
	struct word *words;
	x = UNIT_CTX("A=1");
	assert_null(lex(&x, &src, &words));
	return outline(&x, words, scope);
}

static struct step *read(char const *text)
{
	return read_with(text, 0);
}

/* The kinds of the faults of S and what follows, as digits and letters, blocks included; those that are
   unsure with a '?' behind. */
static void list_faults(struct step const *s, char *to)
{
	for (; s; s = s->next) {
		for (struct fault const *f = s->faults; f; f = f->next)
			strcat(strncat(to, &"0123456789"[f->kind], 1), f->unsure ? "?" : "");
		for (unsigned int i = 0; i < s->blocks; i++)
			list_faults(s->block[i].steps, to);
	}
}

static int is_fault(char const *text, enum fault_kind kind)
{
	char found[100] = "", want[] = { (char)('0' + kind), 0 };
	list_faults(read(text), found);
	int same = !strcmp(found, want);
	if (!same)
		print_message("%s: found %s\n", text, found);
	unit_done(&x);
	return same;
}

static int is_fine(char const *text)
{
	char found[100] = "";
	list_faults(read(text), found);
	unit_done(&x);
	return !*found;
}

static void reads_steps(void **state)
{
	(void)state;
	struct step *s = read("foreground { cd / ls } redirfd -w 1 out ls -l");
	assert_string_equal(s->cmd->name, "foreground");
	assert_int_equal(s->blocks, 1);
	assert_int_equal(s->block[0].kind, OPERAND_CHAIN);
	assert_string_equal(s->block[0].steps->cmd->name, "cd");
	assert_int_equal(s->block[0].steps->next->kind, STEP_FOREIGN);
	assert_null(s->block[0].steps->next->next);
	s = s->next;
	assert_string_equal(s->cmd->name, "redirfd");
	assert_int_equal(s->options->opt->letter, 'w');
	assert_string_equal(outline_operand(s, "file")->s, "out");
	assert_null(outline_operand(s, "variable"));
	s = s->next;
	assert_int_equal(s->kind, STEP_FOREIGN);
	assert_string_equal(s->rest.words->s, "-l");
	assert_null(s->next);
	unit_done(&x);
}

static void nothing_is_no_step(void **state)
{
	(void)state;
	assert_null(read(""));
	unit_done(&x);
}

static void options_pick_the_form(void **state)
{
	(void)state;
	struct step *s = read("importas -S HOME importas x HOME ls");
	assert_string_equal(outline_operand(s, "variable")->s, "HOME");
	assert_null(outline_operand(s, "key"));
	assert_string_equal(outline_operand(s->next, "key")->s, "x");
	unit_done(&x);
}

static void the_last_option_is_in_effect(void **state)
{
	(void)state;
	struct step *s = read("backtick -E -e x { ls } ls");
	assert_null(outline_option(s, "autoimport"));
	assert_non_null(outline_option(s, "no-autoimport"));
	s = read("importas -D 5 x X ls");
	assert_string_equal(outline_argument(outline_option(s, "default")), "5");
	unit_done(&x);
}

static void reads_directives(void **state)
{
	(void)state;
	struct step *s = read("multisubstitute { define a 1 importas -i b B } ls $a $b");
	struct step *d = s->block[0].steps;
	assert_string_equal(d->cmd->name, "define");
	assert_string_equal(d->next->cmd->name, "importas");
	assert_null(d->next->next);
	assert_null(s->scope);
	assert_string_equal(s->next->scope->name, "b");
	assert_string_equal(s->next->scope->outer->name, "a");
	unit_done(&x);
}

static void reads_labels(void **state)
{
	(void)state;
	struct step *s = read("case -- x { a { ls } b.* { cd / ls } } exit 1");
	struct step *a = s->block[0].steps;
	assert_int_equal(a->kind, STEP_LABEL);
	assert_string_equal(a->words->s, "a");
	assert_string_equal(a->next->block[0].steps->cmd->name, "cd");
	s = read("trap { TERM { ls } } sleep 5");
	assert_int_equal(s->block[0].steps->block[0].steps->kind, STEP_FOREIGN);
	unit_done(&x);
}

static void wait_has_two_faces(void **state)
{
	(void)state;
	struct step *s = read("wait { 1 2 } ls");
	assert_int_equal(s->blocks, 1);
	assert_string_equal(s->next->words->s, "ls");
	s = read("wait 1 2");
	assert_int_equal(s->blocks, 0);
	assert_null(s->next);
	unit_done(&x);
}

static void assignments_come_first(void **state)
{
	(void)state;
	struct step *s = read("s6-env A=1 B=2 cd / ls");
	assert_string_equal(s->next->cmd->name, "cd");
	unit_done(&x);
}

static void finds_faults(void **state)
{
	(void)state;
	assert_true(is_fault("foreground { ls } if -z { ls } ls", FAULT_UNKNOWN_OPTION));
	assert_true(is_fault("exec -a", FAULT_OPTION_ARGUMENT));
	assert_true(is_fault("if -x much { ls } ls", FAULT_OPTION_VALUE));
	assert_true(is_fault("if -x 256 { ls } ls", FAULT_OPTION_VALUE));
	assert_true(is_fault("fdmove 1", FAULT_MISSING_OPERAND));
	assert_true(is_fault("cd /", FAULT_MISSING_CHAIN));
	assert_true(is_fault("if ls", FAULT_UNTERMINATED));
	assert_true(is_fault("background { } ls", FAULT_EMPTY_BLOCK));
	assert_true(is_fault("if { if ls \"\" ls } ls", FAULT_UNQUOTED));
	assert_true(is_fault("multisubstitute { ls } ls", FAULT_UNKNOWN_DIRECTIVE));
	assert_true(is_fault("exit 1 ls", FAULT_SURPLUS));
}

static void is_silent_where_all_is_well(void **state)
{
	(void)state;
	assert_true(is_fine("if { ls } exit 0"));
	assert_true(is_fine("if { }"));
	assert_true(is_fine("runblock 1"));
	assert_true(is_fine("cd --help"));
	assert_true(is_fine("foreground \" ls\" \" -l\" \"\" ls"));
	assert_true(is_fine("eltest -z 1 -a -n 2"));
}

static void values_make_it_unsure(void **state)
{
	char found[100] = "";
	(void)state;
	list_faults(read("define -s x \"/ ls\" cd $x"), found);
	assert_string_equal(found, "4?");
	*found = 0;
	list_faults(read("define x / cd $x"), found);
	assert_string_equal(found, "4");
	*found = 0;
	struct scope args = { .kind = SCOPE_POSITIONAL };
	list_faults(read_with("redirfd -w 1 $1", &args), found);
	assert_string_equal(found, "4");
	*found = 0;
	list_faults(read_with("redirfd -w 1 $@", &args), found);
	assert_string_equal(found, "4?");
	unit_done(&x);
}

static void what_runblock_goes_on_with_is_not_known(void **state)
{
	(void)state;
	struct step *s = read("runblock 1 foreground");
	assert_true(s->next->unsure);
	assert_null(s->next->faults);
	unit_done(&x);
}

static void scopes_count_words(void **state)
{
	(void)state;
	struct step *s = read("elglob g * importas v V importas -i w W define -s s a ls $g $v $w "
			      "$s \\\\$s $none");
	while (s->next)
		s = s->next;
	static int const want[] = { WORD_MAY_SPLIT, WORD_MAY_VANISH, WORD_STAYS,
		WORD_MAY_SPLIT | WORD_MAY_VANISH, WORD_STAYS, WORD_STAYS };
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(scope_count(s->scope, s->words + 1 + i), want[i]);
	unit_done(&x);
}

static void keys_from_keys_can_be_anything(void **state)
{
	(void)state;
	struct step *s = read("importas -i k K define $k v ls ${other}");
	assert_int_equal(s->next->next->scope->kind, SCOPE_ANY);
	unit_done(&x);
}

/* Deep nesting is left alone, and does not take the stack away. */
static void stands_any_depth(void **state)
{
	enum { DEEP = LEX_DEEPEST };
	static char text[DEEP * 7 + 1];
	(void)state;
	for (int i = 0; i < DEEP; i++)
		memcpy(text + 5 * i, "if { ", 5);
	memset(text + 5 * DEEP, ' ', 2 * DEEP);
	for (int i = 0; i < DEEP; i++)
		text[5 * DEEP + 2 * i] = '}';
	assert_non_null(read(text));
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(reads_steps),
		cmocka_unit_test(nothing_is_no_step),
		cmocka_unit_test(options_pick_the_form),
		cmocka_unit_test(the_last_option_is_in_effect),
		cmocka_unit_test(reads_directives),
		cmocka_unit_test(reads_labels),
		cmocka_unit_test(wait_has_two_faces),
		cmocka_unit_test(assignments_come_first),
		cmocka_unit_test(finds_faults),
		cmocka_unit_test(is_silent_where_all_is_well),
		cmocka_unit_test(values_make_it_unsure),
		cmocka_unit_test(what_runblock_goes_on_with_is_not_known),
		cmocka_unit_test(scopes_count_words),
		cmocka_unit_test(keys_from_keys_can_be_anything),
		cmocka_unit_test(stands_any_depth),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
