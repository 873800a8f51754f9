/* utf8_test.c - which bytes are characters. */
#include "../unit.h"
#include "utf8.h"

static void lengths(void **state)
{
	static struct {
		char const *s;
		size_t len;
	} const known[] = { { "a", 1 }, { "\x7f", 1 }, { "\x80", 0 }, { "\xc1\x80", 0 },
		{ "\xc2\x80", 2 }, { "\xdf\xbf", 2 }, { "\xe0\x9f\xbf", 0 }, { "\xe0\xa0\x80", 3 },
		{ "\xed\x9f\xbf", 3 }, { "\xed\xa0\x80", 0 }, { "\xee\x80\x80", 3 },
		{ "\xf0\x8f\xbf\xbf", 0 }, { "\xf0\x90\x80\x80", 4 }, { "\xf4\x8f\xbf\xbf", 4 },
		{ "\xf4\x90\x80\x80", 0 }, { "\xf5\x80\x80\x80", 0 }, { "\xff", 0 },
		{ "\xe2\x82", 0 }, { "\xe2\x82z", 0 } };
	(void)state;
	for (size_t i = 0; i < COUNT(known); i++)
		assert_int_equal(utf8_len(known[i].s, strlen(known[i].s)), known[i].len);
	assert_int_equal(utf8_len("a", 0), 0);
	assert_int_equal(utf8_len("\0", 1), 1);
	assert_int_equal(utf8_len("\xe2\x82\xac", 2), 0);
}

static void what_is_shown(void **state)
{
	int columns;
	(void)state;
	assert_int_equal(utf8_shown("a", 1, &columns), 1);
	assert_int_equal(columns, 1);
	assert_int_equal(utf8_shown("\xe6\xbc\xa2", 3, &columns), 3);
	assert_int_equal(columns, 2);
	assert_int_equal(utf8_shown("\xcc\x81", 2, &columns), 2);
	assert_int_equal(columns, 0);
	assert_int_equal(utf8_shown("\x1b", 1, &columns), 0);
	assert_int_equal(utf8_shown("\xc2\x9b", 2, &columns), 0);
	assert_int_equal(utf8_shown("\xe2\x80\xae", 3, &columns), 0);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(lengths),
		cmocka_unit_test(what_is_shown),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
