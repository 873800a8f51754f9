/* env_test.c - the environment table, its stacks and its copies. */
#include "env.h"

#include "../unit.h"

/* Checks the whole table, in order. */
static void check_table(struct ctx const *x, char const *const *want)
{
	size_t n = 0;
	for (; want[n]; n++) {
		assert_non_null(x->env.v[n]);
		assert_string_equal(x->env.v[n], want[n]);
	}
	assert_null(x->env.v[n]);
	assert_int_equal(x->env.n, n);
}
#define assert_table(x, ...) check_table((x), (char const *const[]){ __VA_ARGS__, 0 })

static void sets_and_unsets(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX("A=1", "AB=2");
	assert_string_equal(env_value(&x, "A"), "1");
	assert_string_equal(env_value(&x, "AB"), "2");
	assert_null(env_value(&x, "B"));
	assert_null(env_value(&x, ""));
	env_set(&x, "A", "3");
	assert_table(&x, "AB=2", "A=3");
	env_set(&x, "C", "");
	assert_string_equal(env_value(&x, "C"), "");
	env_unset(&x, "AB");
	env_unset(&x, "AB");
	env_unset(&x, "nothing");
	assert_table(&x, "A=3", "C=");
	unit_done(&x);
}

static void starts_empty(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	assert_table(&x, 0);
	env_unset(&x, "A");
	env_pop(&x, "#");
	env_set(&x, "A", "a=b");
	assert_table(&x, "A=a=b");
	assert_string_equal(env_value(&x, "A"), "a=b");
	unit_done(&x);
}

static void setting_from_itself(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX("A=long value");
	env_set(&x, "A", env_value(&x, "A") + 5);
	assert_table(&x, "A=value");
	unit_done(&x);
}

static void reads_numbers(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX("A=12", "B=", "C=12x", "D=-1", "E=99999999999999", "F= 1");
	assert_int_equal(env_number(&x, "A", 7), 12);
	for (char name[] = "B"; *name <= 'G'; ++*name)
		assert_int_equal(env_number(&x, name, 7), 7);
	env_set_number(&x, "N", 18446744073709551615UL);
	assert_string_equal(env_value(&x, "N"), "18446744073709551615");
	unit_done(&x);
}

static void holds_many(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	char name[16];
	for (unsigned int i = 0; i < 2000; i++) {
		snprintf(name, sizeof name, "V%u", i);
		env_set_number(&x, name, i);
	}
	assert_int_equal(x.env.n, 2000);
	assert_int_equal(env_number(&x, "V1999", 0), 1999);
	assert_null(x.env.v[2000]);
	unit_done(&x);
}

static int drop_odd(char const *entry)
{
	return entry[strlen(entry) - 1] % 2;
}

static void filters(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX("A=1", "B=2", "C=3", "D=4");
	env_filter(&x, drop_odd);
	assert_table(&x, "B=2", "D=4");
	unit_done(&x);
}

static void pushes_and_pops(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX("#=2", "0=s", "1=a", "2=b", "A=:1=", "N:1=kept");
	env_push(&x, "#");
	assert_table(&x, "#:1=2", "0:1=s", "1:1=a", "2:1=b", "A=:1=", "N:1=kept");
	env_positional(&x, "t", 1, (char const *const[]){ "c" });
	env_push(&x, "#");
	assert_string_equal(env_value(&x, "1:2"), "a");
	assert_string_equal(env_value(&x, "1:1"), "c");
	assert_null(env_value(&x, "1"));
	env_pop(&x, "#");
	assert_string_equal(env_value(&x, "1"), "c");
	assert_string_equal(env_value(&x, "0"), "t");
	env_pop(&x, "#");
	assert_table(&x, "#=2", "0=s", "1=a", "2=b", "A=:1=", "N:1=kept");
	env_pop(&x, "#");
	assert_table(&x, "A=:1=", "N:1=kept");
	unit_done(&x);
}

/* Entries that no push of ours has made. */
static void odd_entries(void **state)
{
	(void)state;
	struct ctx x =
		UNIT_CTX("1:0=a", "2:=b", "3:x=c", "4:1:1=d", "5", "6=:=e", "7:99999999999=f");
	size_t before = x.env.n;
	env_push(&x, "#");
	env_pop(&x, "#");
	assert_int_equal(x.env.n, before);
	assert_string_equal(env_value(&x, "6"), ":=e");
	unit_done(&x);
}

static void families_are_apart(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX("1=a", "ELGETOPT_x=b", "ELGETOPT=c");
	env_push(&x, "ELGETOPT_");
	assert_table(&x, "1=a", "ELGETOPT_x:1=b", "ELGETOPT=c");
	env_pop(&x, "ELGETOPT_");
	assert_table(&x, "1=a", "ELGETOPT_x=b", "ELGETOPT=c");
	unit_done(&x);
}

static void forks_and_goes_back(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX("A=1", "B=2");
	struct env before = env_fork(&x);
	env_set(&x, "A", "3");
	env_unset(&x, "B");
	env_set(&x, "C", "4");
	assert_table(&x, "A=3", "C=4");
	env_back(&x, before);
	assert_table(&x, "A=1", "B=2");
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(sets_and_unsets),
		cmocka_unit_test(starts_empty),
		cmocka_unit_test(setting_from_itself),
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(holds_many),
		cmocka_unit_test(filters),
		cmocka_unit_test(pushes_and_pops),
		cmocka_unit_test(odd_entries),
		cmocka_unit_test(families_are_apart),
		cmocka_unit_test(forks_and_goes_back),
	};
	return cmocka_run_group_tests_name("env", tests, 0, 0);
}
