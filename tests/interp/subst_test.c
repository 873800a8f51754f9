/* subst_test.c - substitution of keys in words. */
#include "subst.h"

#include "../unit.h"

#define WORDS(x, ...) words_of((x), (char const *const[]){ __VA_ARGS__, 0 })

static char const *const bc[] = { "b", "c" }, *const one[] = { "1" },
			 *const xyz[] = { "x", "y", "z" }, *const dollar[] = { "$two" },
			 *const empty[] = { "" };

/* one=1, two=(b c), three=(x y z), none=(), self=$two, empty="". */
static struct vars all_vars(struct ctx *x)
{
	struct vars v = { 0 };
	vars_add(x, &v, "one", one, 1);
	vars_add(x, &v, "two", bc, 2);
	vars_add(x, &v, "three", xyz, 3);
	vars_add(x, &v, "none", 0, 0);
	vars_add(x, &v, "self", dollar, 1);
	vars_add(x, &v, "empty", empty, 1);
	return v;
}

static void replaces_keys(void **state)
{
	static struct {
		char const *word, *becomes[8];
	} const cases[] = {
		{ "plain", { "plain" } },
		{ "$one", { "1" } },
		{ "${one}", { "1" } },
		{ "a${one}b", { "a1b" } },
		{ "$onex", { "$onex" } },
		{ "${one", { "${one" } },
		{ "$one}", { "1}" } },
		{ "$", { "$" } },
		{ "$$one", { "$1" } },
		{ "${}", { "${}" } },
		{ "$one$one", { "11" } },
		{ "$two", { "b", "c" } },
		{ "-${two}-", { "-b-", "-c-" } },
		{ "${two}${three}", { "bx", "by", "bz", "cx", "cy", "cz" } },
		{ "${two}$two", { "bb", "bc", "cb", "cc" } },
		{ "a${none}b", { 0 } },
		{ "${none}$two", { 0 } },
		{ "$empty", { "" } },
		{ "a${empty}", { "a" } },
		{ "$self", { "$two" } },
		{ "\\$one", { "$one" } },
		{ "\\\\$one", { "\\1" } },
		{ "\\\\\\$one", { "\\$one" } },
		{ "\\\\\\\\${one}", { "\\\\1" } },
		{ "\\$other", { "\\$other" } },
		{ "\\${two}", { "${two}" } },
		{ "\\${two}$two", { "${two}b", "${two}c" } },
		{ "\\\\", { "\\\\" } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ctx x = UNIT_CTX(0);
		struct vars v = all_vars(&x);
		struct word *words = WORDS(&x, cases[i].word);
		unit_words(&x, substitute(&x, words, &v), cases[i].becomes);
		unit_done(&x);
	}
}

/* Words before, between and behind those that grow or vanish stay where they are. */
static void keeps_the_rest(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct vars v = all_vars(&x);
	struct word *words = WORDS(&x, "a", "$none", "b", "$three", "c", "$one");
	words[3].at = 7;
	words[3].depth = 2;
	words = substitute(&x, words, &v);
	assert_words(&x, words, "a", "b", "  x", "  y", "  z", "c", "1");
	assert_int_equal(words[2].at, 7);
	assert_int_equal(words[4].at, 7);
	unit_done(&x);
}

static void grows_far(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	char const *many[300];
	struct vars v = { 0 };
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = "v";
	vars_add(&x, &v, "m", many, COUNT(many));
	struct word *words = substitute(&x, WORDS(&x, "a", "${m}$m", "b"), &v);
	assert_int_equal(words_len(words), 300 * 300 + 2);
	assert_string_equal(words[300 * 300].s, "vv");
	assert_string_equal(words[300 * 300 + 1].s, "b");
	unit_done(&x);
}

static void many_references_in_a_word(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct vars v = all_vars(&x);
	char text[4 * 1000 + 1] = "";
	for (size_t i = 0; i < 1000; i++)
		memcpy(text + 4 * i, "$one", 5);
	struct word *words = substitute(&x, WORDS(&x, text), &v);
	assert_int_equal(strlen(words[0].s), 1000);
	assert_null(words[1].s);
	unit_done(&x);
}

/* What a value holds is not looked at again in the same step, but is in the next. */
static void value_is_new_text(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct vars v = all_vars(&x);
	struct word *words = substitute(&x, WORDS(&x, "$self"), &v);
	assert_words(&x, words, "$two");
	assert_words(&x, substitute(&x, words, &v), "b", "c");
	unit_done(&x);
}

static void vars_hold_many(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct vars v = { 0 };
	static char keys[100][4];
	for (size_t i = 0; i < 100; i++) {
		snprintf(keys[i], sizeof keys[i], "k%zu", i);
		assert_int_equal(vars_add(&x, &v, keys[i], one, 1).how, NEXT_CHAIN);
	}
	assert_int_equal(v.n, 100);
	assert_words(&x, substitute(&x, WORDS(&x, "$k99${k0}$k100"), &v), "11$k100");
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(replaces_keys),
		cmocka_unit_test(keeps_the_rest),
		cmocka_unit_test(grows_far),
		cmocka_unit_test(many_references_in_a_word),
		cmocka_unit_test(value_is_new_text),
		cmocka_unit_test(vars_hold_many),
	};
	return cmocka_run_group_tests_name("subst", tests, 0, 0);
}
