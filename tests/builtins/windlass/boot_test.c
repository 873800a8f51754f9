/* boot_test.c - what a change did, from its records. */
#include "boot.h"

#include <skalibs/stralloc.h>

#include "../../unit.h"
#include "rcdb.h"

/* Services a, b, c ... */
static char const texts[] = "\0a\0b\0c\0d\0e\0f";
static struct rcdb_service const services[] = { { .name = 1 }, { .name = 3 }, { .name = 5 },
	{ .name = 7 }, { .name = 9 }, { .name = 11 } };
static struct rcdb const db = { .services = 6, .service = services, .texts = texts };

enum { A, B, C, D, E, F, NOT = -1 };

#define AT(ms, kind, service, other, code) \
	{ \
		(ms) * 1000000LL, (uint32_t)(service), RCRECORD_##kind, (uint32_t)(other), (code) \
	}

static struct rcrecord const usual[] = {
	AT(100, BEGIN, NOT, 42, 1),
	AT(100, WANTED, A, 0, 0),
	AT(100, WANTED, B, 1, 0),
	AT(100, WANTED, C, 2, 0),
	AT(100, WANTED, D, 1, 0),
	AT(100, WANTED, E, 1, 0),
	AT(100, WANTED, F, 0, 0),
	AT(101, STARTED, A, NOT, 0),
	AT(101, SKIPPED, F, NOT, 1),
	AT(110, DONE, A, 0, 0),
	AT(110, STARTED, B, A, 0),
	AT(111, STARTED, D, A, 0),
	AT(120, FAILED, D, 0, 7),
	AT(120, AGAIN, D, 0, 5),
	AT(125, STARTED, D, A, 0),
	AT(126, FAILED, D, 0, 256 + 9),
	AT(126, BLOCKED, E, D, 0),
	AT(140, DONE, B, 0, 0),
	AT(140, STARTED, C, B, 0),
	AT(200, DONE, C, 0, 0),
	AT(201, END, NOT, 0, 1),
	AT(900, BEGIN, NOT, 43, 0),
	AT(900, WANTED, C, 0, 0),
	AT(900, STARTED, C, NOT, 0),
};

static struct boot_service const *find(struct boot const *b, char const *name)
{
	for (uint32_t i = 0; i < b->n; i++)
		if (!strcmp(b->service[i].name, name))
			return b->service + i;
	return 0;
}

static void reads_a_boot(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct boot b;
	assert_int_equal(boot_read(&x, &b, &db, usual, COUNT(usual), 1), 0);
	assert_int_equal(b.n, 6);
	assert_true(b.up && b.ended && b.code == 1);
	assert_int_equal(b.took, 101000000);
	assert_int_equal(b.counts[BOOT_DONE], 3);
	assert_int_equal(find(&b, "a")->started, 1000000);
	assert_int_equal(find(&b, "d")->failures, 2);
	assert_int_equal(find(&b, "d")->started, 11000000);
	assert_string_equal(boot_says(&x, &b, find(&b, "d")), "failed: SIGKILL");
	assert_string_equal(boot_says(&x, &b, find(&b, "e")), "left alone because of d");
	assert_int_equal(find(&b, "f")->end, BOOT_SKIPPED);
	unit_done(&x);
}

/* The failed ones were not what it took its time for. */
static void finds_the_chain(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct boot b;
	uint32_t n;
	boot_read(&x, &b, &db, usual, COUNT(usual), 1);
	uint32_t const *list = boot_chain(&x, &b, &n);
	assert_int_equal(n, 3);
	for (uint32_t i = 0; i < n; i++)
		assert_int_equal(*b.service[list[i]].name, "abc"[i]);
	list = boot_slowest(&x, &b, &n);
	assert_int_equal(n, 4);
	for (uint32_t i = 0; i < n; i++)
		assert_int_equal(*b.service[list[i]].name, "cbda"[i]);
	unit_done(&x);
}

static void finds_other_changes(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct boot b;
	assert_int_equal(boot_read(&x, &b, &db, usual, COUNT(usual), 2), 0);
	assert_true(!b.up && !b.ended && b.n == 1);
	assert_int_equal(b.service->end, BOOT_STARTING);
	assert_int_equal(boot_read(&x, &b, &db, usual, COUNT(usual), -1), 0);
	assert_int_equal(b.n, 1);
	assert_int_equal(boot_read(&x, &b, &db, usual, COUNT(usual), 3), -1);
	assert_int_equal(boot_read(&x, &b, &db, usual, 0, 1), -1);
	unit_done(&x);
}

/* Whatever is in a record, it can be shown. */
static void takes_anything(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	unsigned int seed = 3;
	for (int round = 0; round < 2000; round++) {
		struct rcrecord r[30];
		struct boot b;
		stralloc to = STRALLOC_ZERO;
		struct arena mark = arena_mark(&x);
		for (size_t i = 0; i < COUNT(r); i++)
			r[i] = (struct rcrecord){ rand_r(&seed) % 1000 * 1000000LL,
				(uint32_t)(rand_r(&seed) % 8), (uint32_t)rand_r(&seed) % 11,
				(uint32_t)(rand_r(&seed) % 8), rand_r(&seed) % 400 - 2 };
		if (!boot_read(&x, &b, &db, r, COUNT(r), 1)) {
			boot_text(&to, &x, &b, 0, 0);
			boot_json(&to, &x, &b);
			boot_svg(&to, &x, &b);
			assert_true(b.n <= db.services);
		}
		stralloc_free(&to);
		arena_release(&x, mark);
	}
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(reads_a_boot),
		cmocka_unit_test(finds_the_chain),
		cmocka_unit_test(finds_other_changes),
		cmocka_unit_test(takes_anything),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
