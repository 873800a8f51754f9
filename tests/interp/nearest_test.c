/* nearest_test.c - what is near. */
#include "../unit.h"
#include "nearest.h"

static void distances(void **state)
{
	static struct {
		char const *a, *b;
		unsigned int most, d;
	} const known[] = { { "", "", 3, 0 }, { "a", "", 3, 1 }, { "", "ab", 3, 2 },
		{ "abc", "abc", 3, 0 }, { "abc", "abd", 3, 1 }, { "abc", "acb", 3, 1 },
		{ "abcd", "badc", 3, 2 }, { "abc", "xyz", 3, 3 }, { "abc", "xyz", 1, 2 },
		{ "ca", "abc", 3, 3 }, { "foregruond", "foreground", 3, 1 },
		{ "kitten", "sitting", 3, 3 }, { "a", "abcdef", 2, 3 } };
	(void)state;
	for (size_t i = 0; i < COUNT(known); i++) {
		assert_int_equal(edit_distance(known[i].a, known[i].b, known[i].most), known[i].d);
		assert_int_equal(edit_distance(known[i].b, known[i].a, known[i].most), known[i].d);
	}
}

static void what_is_too_long_is_far(void **state)
{
	char a[1000];
	(void)state;
	memset(a, 'a', sizeof a - 1);
	a[sizeof a - 1] = 0;
	assert_int_equal(edit_distance(a, a, 3), 4);
	assert_int_equal(edit_distance(a + 959, a + 959, 3), 0);
	assert_int_equal(edit_distance(a + 959, a + 958, 3), 4);
}

static char const *choose(char const *wanted, char const *const *names)
{
	struct nearest n = nearest_to(wanted);
	while (*names)
		nearest_offer(&n, *names++);
	return n.best;
}
#define CHOOSE(wanted, ...) choose((wanted), (char const *const[]){ __VA_ARGS__, 0 })

static void choices(void **state)
{
	(void)state;
	assert_null(CHOOSE("ls", "cd", "lx"));
	assert_string_equal(CHOOSE("iff", "cd", "if", "ifte"), "if");
	assert_string_equal(CHOOSE("negat", "exit", "negate"), "negate");
	assert_null(CHOOSE("nothing", "negate", "true"));
	/* As near: the one with the same first letter, else the first. */
	assert_string_equal(CHOOSE("bar", "car", "baz"), "baz");
	assert_string_equal(CHOOSE("bar", "baz", "bat"), "baz");
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(distances),
		cmocka_unit_test(what_is_too_long_is_far),
		cmocka_unit_test(choices),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
