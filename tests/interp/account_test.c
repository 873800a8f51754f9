/* account_test.c - account files, and accounts as text. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "account.h"

static char passwd[] = "/tmp/account-passwd.XXXXXX", group[] = "/tmp/account-group.XXXXXX";
static struct account_files const files = { .passwd = passwd, .group = group };

static void write_temp(char *path, char const *text)
{
	int fd = mkstemp(path);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static int make_files(void **state)
{
	(void)state;
	write_temp(passwd, "root:x:0:0::/root:/bin/sh\n"
			   "broken line\n"
			   "ann:x:1000:100:Ann:/home/ann:/bin/sh\n"
			   "ann:x:1001:101:the second is not seen::\n"
			   "bob:x:1002:102::/:");
	write_temp(group,
		"root:x:0:\nusers:x:100:ann,bob\nann\naudio:x:29:ann\nvideo:x:44:anna,bob\n"
		"wheel:x:10:bob,ann");
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	return unlink(passwd) + unlink(group);
}

static void finds_an_account(void **state)
{
	struct account a = ACCOUNT_ZERO;
	stralloc text = STRALLOC_ZERO;
	(void)state;
	assert_int_equal(account_find(&files, "ann", &a), 1);
	assert_int_equal(a.uid, 1000);
	assert_int_equal(a.gid, 100);
	assert_int_equal(account_groups_text(&a, &text), 0);
	assert_string_equal(text.s, "100,29,10");
	text.len = 0;
	assert_int_equal(account_find(&files, "root", &a), 1);
	assert_int_equal(a.uid, 0);
	assert_int_equal(account_groups_text(&a, &text), 0);
	assert_string_equal(text.s, "");
	stralloc_free(&text);
	account_free(&a);
}

static void knows_the_last_line_without_a_newline(void **state)
{
	struct account a = ACCOUNT_ZERO;
	gid_t gid;
	(void)state;
	assert_int_equal(account_user(&files, "bob", &a), 1);
	assert_int_equal(a.gid, 102);
	assert_int_equal(account_group(&files, "wheel", &gid), 1);
	assert_int_equal(gid, 10);
}

static void does_not_know_others(void **state)
{
	struct account a = ACCOUNT_ZERO;
	stralloc name = STRALLOC_ZERO;
	gid_t gid;
	(void)state;
	assert_int_equal(account_find(&files, "an", &a), 0);
	assert_int_equal(account_find(&files, "", &a), 0);
	assert_int_equal(account_find(&files, "1000", &a), 0);
	assert_int_equal(account_group(&files, "user", &gid), 0);
	assert_int_equal(account_group_name(&files, 44, &name), 1);
	assert_string_equal(name.s, "video");
	assert_int_equal(account_group_name(&files, 45, &name), 0);
	stralloc_free(&name);
}

static void a_missing_file_knows_nobody(void **state)
{
	struct account_files none = { .passwd = "/nonexistent", .group = "/nonexistent" };
	struct account_files half = { .passwd = passwd, .group = "/nonexistent" };
	struct account a = ACCOUNT_ZERO;
	stralloc name = STRALLOC_ZERO;
	gid_t gid;
	(void)state;
	assert_int_equal(account_find(&none, "root", &a), 0);
	assert_int_equal(account_group(&none, "root", &gid), 0);
	assert_int_equal(account_group_name(&none, 0, &name), 0);
	assert_int_equal(account_find(&half, "ann", &a), 1);
	assert_int_equal(a.groups.len, 0);
	account_free(&a);
}

static void a_file_that_cannot_be_read_is_an_error(void **state)
{
	struct account_files bad = { .passwd = "/", .group = "/" };
	struct account a = ACCOUNT_ZERO;
	stralloc name = STRALLOC_ZERO;
	gid_t gid;
	(void)state;
	assert_int_equal(account_find(&bad, "root", &a), -1);
	assert_int_equal(errno, EISDIR);
	assert_int_equal(account_group(&bad, "root", &gid), -1);
	assert_int_equal(account_group_name(&bad, 0, &name), -1);
}

static void reads_pairs(void **state)
{
	struct account a = ACCOUNT_ZERO;
	char const *const bad[] = { "", ":", "1", "1:", ":1", "a:1", "1:a", "1:2:3", "-1:2",
		"1:4294967296" };
	(void)state;
	assert_true(account_pair("12:4294967295", &a));
	assert_int_equal(a.uid, 12);
	assert_int_equal(a.gid, 4294967295U);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(account_pair(bad[i], &a));
}

static void reads_lists_of_groups(void **state)
{
	genalloc g = GENALLOC_ZERO;
	char const *const bad[] = { ",", ",1", "1,,2", "1 2", "x", "1,x", "-1", "4294967296" };
	(void)state;
	assert_int_equal(account_groups("", &g), 1);
	assert_int_equal(genalloc_len(gid_t, &g), 0);
	assert_int_equal(account_groups("3,4,5,", &g), 1);
	assert_int_equal(genalloc_len(gid_t, &g), 3);
	assert_int_equal(genalloc_s(gid_t, &g)[2], 5);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(account_groups(bad[i], &g), 0);
	genalloc_free(gid_t, &g);
}

static void becomes_what_it_is(void **state)
{
	struct account a = { .uid = geteuid(), .gid = getegid(), .groups = GENALLOC_ZERO };
	(void)state;
	assert_null(account_become(&a, 0));
	assert_null(account_become(&a, ACCOUNT_UID | ACCOUNT_GID));
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(finds_an_account),
		cmocka_unit_test(knows_the_last_line_without_a_newline),
		cmocka_unit_test(does_not_know_others),
		cmocka_unit_test(a_missing_file_knows_nobody),
		cmocka_unit_test(a_file_that_cannot_be_read_is_an_error),
		cmocka_unit_test(reads_pairs),
		cmocka_unit_test(reads_lists_of_groups),
		cmocka_unit_test(becomes_what_it_is),
	};
	return cmocka_run_group_tests(tests, make_files, remove_files);
}
