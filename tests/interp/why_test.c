/* why_test.c - reasons for failed execs that a behaviour test does not come by. */
#include <elf.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../unit.h"
#include "run.h"

static char file[] = "/tmp/why.XXXXXX";

static int make_file(void **state)
{
	int fd = mkstemp(file);
	(void)state;
	return fd < 0 || close(fd) < 0;
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(file);
}

static void fill(void const *bytes, size_t len)
{
	FILE *f = fopen(file, "w");
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	fclose(f);
	chmod(file, 0755);
}

static void check(char const *text, int err, char const *want)
{
	struct ctx x = UNIT_CTX("PATH=/nowhere");
	fill(text, strlen(text));
	char const *why = exec_reason(&x, file, err);
	if (want)
		assert_string_equal(why, want);
	else
		assert_null(why);
	unit_done(&x);
}

static void errno_may_say_it_all(void **state)
{
	(void)state;
	check("", ENOMEM, 0);
	check("", E2BIG, 0);
	check("#!/bin/sh\n", EACCES, 0);
}

static void first_lines(void **state)
{
	(void)state;
	check("#!/bin/sh\r\necho\r\n", ENOENT,
		"its first line ends in CR LF: save the file with LF line ends");
	check("#!/nowhere/a -x", ENOENT, "its interpreter /nowhere/a does not exist");
	check("#! \t/nowhere/a\t-x\n", ENOENT, "its interpreter /nowhere/a does not exist");
	check("#!/bin/sh\n", ENOENT, "its interpreter /bin/sh: its dynamic loader does not exist");
	check("#!", ENOEXEC, "its #! line names no interpreter");
	check("text", ENOEXEC, "it is neither a program nor a script with a #! line");
	check("text", ENOENT, 0);
}

static void machines(void **state)
{
	static struct {
		unsigned char machine;
		char const *why;
	} const known[] = { { EM_S390, "it is built for s390, " },
		{ 200, "it is built for another architecture, " } };
	Elf64_Ehdr head = { .e_ident = ELFMAG };
	(void)state;
	for (size_t i = 0; i < COUNT(known); i++) {
		struct ctx x = UNIT_CTX("PATH=/nowhere");
		head.e_machine = known[i].machine;
		fill(&head, sizeof head);
		char const *why = exec_reason(&x, file, ENOEXEC);
		assert_non_null(why);
		assert_memory_equal(why, known[i].why, strlen(known[i].why));
		unit_done(&x);
	}
	fill(&head, sizeof(Elf32_Ehdr) - 1);
	struct ctx x = UNIT_CTX("PATH=/nowhere");
	assert_string_equal(exec_reason(&x, file, ENOEXEC), "it is a damaged program");
	unit_done(&x);
}

static void names_without_a_slash(void **state)
{
	struct ctx with = UNIT_CTX("PATH=/nowhere:/nor/here"), without = UNIT_CTX(0);
	(void)state;
	assert_string_equal(
		exec_reason(&with, "nosuch", ENOENT), "it is not in PATH /nowhere:/nor/here");
	assert_string_equal(
		exec_reason(&without, "nosuch", ENOENT), "it is not in the default PATH");
	assert_null(exec_reason(&with, "nosuch", EACCES));
	unit_done(&with);
	unit_done(&without);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(errno_may_say_it_all),
		cmocka_unit_test(first_lines),
		cmocka_unit_test(machines),
		cmocka_unit_test(names_without_a_slash),
	};
	return cmocka_run_group_tests(tests, make_file, remove_file);
}
