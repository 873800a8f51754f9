/* rcrecord_test.c - what is written down is read again, whatever happens to the file. */
#include "rcrecord.h"

#include "../../unit.h"

#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir[] = "/tmp/windlass-test.XXXXXX", file[64], old[64];
static _Alignas(8) char text[1 << 16];

static size_t records(struct rcrecord const **r)
{
	size_t n;
	ssize_t len = openreadnclose(file, text, sizeof text);
	assert_true(len >= 0);
	*r = rcrecord_read(text, (size_t)len, &n);
	return n;
}

static void add(unsigned int many)
{
	static struct rcrecorder r;
	assert_int_equal(rcrecord_open(&r, dir), 0);
	for (unsigned int i = 0; i < many; i++)
		rcrecord_add(&r, RCRECORD_DONE, i, 7, -1);
	rcrecord_close(&r);
}

static void test_batches(void **state)
{
	struct rcrecord const *r;
	(void)state;
	unlink(file);
	add(RCRECORD_BATCH + 3);
	add(2);
	assert_int_equal(records(&r), RCRECORD_BATCH + 5);
	assert_int_equal(r[RCRECORD_BATCH + 2].service, RCRECORD_BATCH + 2);
	assert_int_equal(r[0].kind, RCRECORD_DONE);
	assert_int_equal(r[0].other, 7);
	assert_int_equal(r[0].code, -1);
	assert_true(r[1].when >= r[0].when && r[0].when > 0);
}

static void test_torn(void **state)
{
	struct rcrecord const *r;
	(void)state;
	unlink(file);
	add(3);
	assert_int_equal(truncate(file, 8 + 2 * 24 + 5), 0);
	assert_int_equal(records(&r), 2);
	add(1);
	assert_int_equal(records(&r), 3);
	assert_int_equal(r[2].service, 0);
}

static void test_foreign(void **state)
{
	size_t n;
	(void)state;
	assert_null(rcrecord_read("something else", 14, &n));
	assert_null(rcrecord_read("rc", 2, &n));
	assert_int_equal(n, 0);
}

static void test_grown(void **state)
{
	struct rcrecord const *r;
	struct stat st;
	(void)state;
	assert_int_equal(truncate(file, RCRECORD_MOST + 8), 0);
	add(1);
	assert_int_equal(records(&r), 1);
	assert_int_equal(stat(old, &st), 0);
}

static void test_no_directory(void **state)
{
	struct rcrecorder r;
	(void)state;
	assert_int_equal(rcrecord_open(&r, "/nowhere"), -1);
	rcrecord_add(&r, RCRECORD_DONE, 0, 0, 0);
	rcrecord_close(&r);
}

int main(void)
{
	struct CMUnitTest const tests[] = { cmocka_unit_test(test_batches),
		cmocka_unit_test(test_torn), cmocka_unit_test(test_foreign),
		cmocka_unit_test(test_grown), cmocka_unit_test(test_no_directory) };
	if (!mkdtemp(dir))
		return 1;
	stpcpy(stpcpy(file, dir), "/" RCRECORD_FILE);
	stpcpy(stpcpy(old, dir), "/" RCRECORD_OLD);
	int failed = cmocka_run_group_tests(tests, 0, 0);
	rm_rf(dir);
	return failed;
}
