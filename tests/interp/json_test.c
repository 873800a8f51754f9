/* json_test.c - JSON is valid for any bytes. */
#include "../unit.h"
#include "json.h"

static void check(char const *s, size_t len, char const *want)
{
	stralloc t = STRALLOC_ZERO;
	json_bytes(&t, s, len);
	stralloc_0(&t);
	assert_string_equal(t.s, want);
	stralloc_free(&t);
}
#define CHECK(s, want) check((s), sizeof(s) - 1, (want))

static void texts(void **state)
{
	(void)state;
	CHECK("", "\"\"");
	CHECK("plain / text", "\"plain / text\"");
	CHECK("\"\\\b\f\n\r\t", "\"\\\"\\\\\\b\\f\\n\\r\\t\"");
	CHECK("\0\x01\x1f\x7f", "\"\\u0000\\u0001\\u001f\\u007f\"");
	CHECK("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"");
}

static void invalid_utf8(void **state)
{
	(void)state;
	CHECK("\x80", "\"\\ufffd\"");
	CHECK("a\xff\xfe"
	      "b",
		"\"a\\ufffd\\ufffdb\"");
	CHECK("\xc3", "\"\\ufffd\"");
	CHECK("\xc3(", "\"\\ufffd(\"");
	CHECK("\xc0\xaf", "\"\\ufffd\\ufffd\"");
	CHECK("\xe0\x80\xaf", "\"\\ufffd\\ufffd\\ufffd\"");
	CHECK("\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\"");
	CHECK("\xf0\x80\x80\xaf", "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
	CHECK("\xf4\x90\x80\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
	CHECK("\xe2\x82", "\"\\ufffd\\ufffd\"");
}

static void commas(void **state)
{
	stralloc t = STRALLOC_ZERO;
	(void)state;
	json_open(&t, '{');
	json_key(&t, "a");
	json_number(&t, -3);
	json_key(&t, "b");
	json_open(&t, '[');
	json_text(&t, "{");
	json_text(&t, 0);
	json_open(&t, '[');
	json_close(&t, ']');
	json_bool(&t, 1);
	json_close(&t, ']');
	json_key(&t, "c");
	json_bool(&t, 0);
	json_close(&t, '}');
	stralloc_catb(&t, "\n", 1);
	json_number(&t, 0);
	stralloc_0(&t);
	assert_string_equal(t.s, "{\"a\":-3,\"b\":[\"{\",null,[],true],\"c\":false}\n0");
	stralloc_free(&t);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(invalid_utf8),
		cmocka_unit_test(commas),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
