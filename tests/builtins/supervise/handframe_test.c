/* handframe_test.c - a state that is handed over, and texts that are none. */
#include "handframe.h"
#include "handstate.h"

#include "../../unit.h"

static int sum;

static int add(int fd)
{
	sum += fd;
	return 0;
}

static stralloc made(char const *body, size_t len)
{
	stralloc text = STRALLOC_ZERO;
	stralloc from = STRALLOC_ZERO;
	assert_true(stralloc_copyb(&from, body, len));
	assert_true(handframe_make(&text, &from));
	stralloc_free(&from);
	return text;
}

static char const body[] = "scan\0control=5\0lock=6\0\0entry\0dir=9\0name=a=b\0unknown=3\0";

static void whole_ones_are_right(void **state)
{
	(void)state;
	stralloc text = made(body, sizeof body);
	assert_null(handframe_wrong(&text));
	assert_memory_equal(handframe_body(&text), body, sizeof body);
	sum = 0;
	assert_int_equal(handstate_each_fd(&text, add), 0);
	assert_int_equal(sum, 20);
	stralloc_free(&text);
}

static void cut_ones_are_wrong(void **state)
{
	(void)state;
	stralloc text = made(body, sizeof body);
	for (size_t len = text.len; len--;) {
		stralloc cut = STRALLOC_ZERO;
		assert_true(stralloc_copyb(&cut, text.s, len) || !len);
		assert_non_null(handframe_wrong(&cut));
		stralloc_free(&cut);
	}
	stralloc_free(&text);
}

static void changed_ones_are_wrong(void **state)
{
	(void)state;
	stralloc text = made(body, sizeof body);
	for (size_t i = 0; i < text.len; i++)
		for (int bit = 0; bit < 8; bit++) {
			text.s[i] = (char)(text.s[i] ^ 1 << bit);
			assert_non_null(handframe_wrong(&text));
			text.s[i] = (char)(text.s[i] ^ 1 << bit);
		}
	stralloc_free(&text);
}

static void empty_ones_are_wrong(void **state)
{
	(void)state;
	stralloc none = STRALLOC_ZERO, text = made("", 0);
	assert_non_null(handframe_wrong(&none));
	assert_non_null(handframe_wrong(&text));
	stralloc_free(&text);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(whole_ones_are_right),
		cmocka_unit_test(cut_ones_are_wrong),
		cmocka_unit_test(changed_ones_are_wrong),
		cmocka_unit_test(empty_ones_are_wrong),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
