/* quote_test.c - what is quoted is read back as it was. */
#include "../unit.h"
#include "lex.h"
#include "quote.h"

static void check(char const *s, char const *want)
{
	struct ctx x = UNIT_CTX(0);
	struct word *words;
	stralloc t = STRALLOC_ZERO;
	quote_word(&t, s, strlen(s));
	stralloc_0(&t);
	if (want)
		assert_string_equal(t.s, want);
	struct script src = { .name = "test", .text = t.s, .len = t.len - 1 };
	assert_null(lex(&x, &src, &words));
	assert_words(&x, words, s);
	stralloc_free(&t);
	unit_done(&x);
}

static void known(void **state)
{
	(void)state;
	check("plain-$x/{y}=,;'", "plain-$x/{y}=,;'");
	check("", "\"\"");
	check("{", "\"{\"");
	check("}", "\"}\"");
	check("{}", "{}");
	check("#x", "\"#x\"");
	check("x#", "x#");
	check("two words", "\"two words\"");
	check("a\"b\\c", "\"a\\\"b\\\\c\"");
	check("\a\b\t\n\v\f\r", "\"\\a\\b\\t\\n\\v\\f\\r\"");
	check("\033[1m1\x7f", "\"\\0x1b[1m1\\0x7f\"");
	check("\xc3\xa9", "\xc3\xa9");
	check("\xe9\x9b", "\"\\0xe9\\0x9b\"");
	check("\xc2\x9b"
	      "1",
		"\"\\0xc2\\0x9b1\"");
}

static void any_two_bytes(void **state)
{
	(void)state;
	for (int a = 1; a < 256; a++)
		for (int b = 1; b < 256; b++)
			check((char const[]){ (char)a, (char)b, 0 }, 0);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(known),
		cmocka_unit_test(any_two_bytes),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
