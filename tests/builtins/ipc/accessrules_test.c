/* accessrules_test.c - rules as bytes of a cdb, and bytes that are none. */
#include "accessrules.h"

#include "../../unit.h"

static void survives_a_round(void **state)
{
	(void)state;
	struct rule r = { .verdict = RULE_ALLOW,
		.env = "A=b\0C",
		.env_len = 6,
		.exec = "echo hi\n",
		.exec_len = 8 };
	struct rule again;
	stralloc text = STRALLOC_ZERO;
	assert_int_equal(rule_pack(&r, &text), 0);
	assert_int_equal(text.len, 1 + 2 + 6 + 2 + 8);
	assert_int_equal(rule_unpack(&again, text.s, text.len), 0);
	assert_int_equal(again.verdict, RULE_ALLOW);
	assert_int_equal(again.env_len, 6);
	assert_memory_equal(again.env, r.env, 6);
	assert_int_equal(again.exec_len, 8);
	assert_memory_equal(again.exec, r.exec, 8);
	stralloc_free(&text);
}

static void denies(void **state)
{
	(void)state;
	struct rule r;
	assert_int_equal(rule_unpack(&r, "D", 1), 0);
	assert_int_equal(r.verdict, RULE_DENY);
}

static void refuses_what_is_none(void **state)
{
	(void)state;
	static struct {
		char const *s;
		size_t len;
	} const bad[] = {
		{ "", 0 },
		{ "A", 1 },
		{ "X", 1 },
		{ "DD", 2 },
		{ "A\0", 2 },
		{ "A\0\0", 3 },
		{ "A\0\0\0", 4 },
		{ "A\0\0\0\1", 5 },
		{ "A\0\0\0\0x", 6 },
		{ "A\0\2B\0\0", 6 },
		{ "A\0\1B\0\0", 6 }, /* a variable without an end */
		{ "A\377\377\0\0", 5 },
	};
	struct rule r;
	for (size_t i = 0; i < COUNT(bad); i++) {
		char *exact = malloc(bad[i].len + !bad[i].len);
		memcpy(exact, bad[i].s, bad[i].len);
		assert_int_equal(rule_unpack(&r, exact, bad[i].len), -1);
		free(exact);
	}
}

static void stays_inside(void **state)
{
	(void)state;
	char const map[10] = "";
	cdb c = { .map = map, .size = sizeof map };
	assert_true(rule_is_inside(&c, &(cdb_data){ .s = map + 4, .len = 6 }));
	assert_false(rule_is_inside(&c, &(cdb_data){ .s = map + 4, .len = 7 }));
	assert_false(rule_is_inside(&c, &(cdb_data){ .s = map + 4, .len = UINT32_MAX }));
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(survives_a_round),
		cmocka_unit_test(denies),
		cmocka_unit_test(refuses_what_is_none),
		cmocka_unit_test(stays_inside),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
