/* launch_test.c - which words run a file. */
#include "launch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../unit.h"

static char dir[] = "/tmp/launch.XXXXXX";

static int make_dir(void **state)
{
	(void)state;
	return !mkdtemp(dir);
}

static int remove_dir(void **state)
{
	(void)state;
	return rmdir(dir);
}

/* Checks the words that run a file with the text TEXT and the mode MODE. */
static void check(char const *text, mode_t mode, char const *const *want)
{
	struct ctx x = UNIT_CTX(0);
	char const *const args[] = { "one", "two  three", 0 };
	int at = open(dir, O_RDONLY | O_DIRECTORY);
	int fd = openat(at, "x", O_WRONLY | O_CREAT, mode);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	unit_words(&x, launch_words(&x, at, "x", "./x", args), want);
	unlinkat(at, "x", 0);
	close(at);
	unit_done(&x);
}
#define assert_launch(text, mode, ...) \
	check((text), (mode), (char const *const[]){ __VA_ARGS__, "./x", "one", "two  three", 0 })
#define assert_plain(text, mode) \
	check((text), (mode), (char const *const[]){ "./x", "one", "two  three", 0 })

static void ours_is_a_command(void **state)
{
	(void)state;
	assert_launch("#!/nowhere/execlineb\n", 0755, "execlineb");
	assert_launch("#!/nowhere/execlineb", 0755, "execlineb");
	assert_launch("#! \t/nowhere/execlineb \t\nfoo\n", 0755, "execlineb");
	assert_launch("#!/nowhere/s6-echo -n\n", 0755, "s6-echo", "-n");
}

static void the_argument_is_one(void **state)
{
	(void)state;
	assert_launch("#!/nowhere/execlineb -P -S1\n", 0755, "execlineb", "-P -S1");
	assert_launch("#!/nowhere/execlineb \t -P  -S1 \t\n", 0755, "execlineb", "-P  -S1");
}

static void what_is_not_ours_is_left_to_the_kernel(void **state)
{
	(void)state;
	assert_plain("#!/bin/sh\n", 0755);
	assert_plain("#!/nowhere/interpreter\n", 0755);
	assert_plain("#!/nowhere/execlineb\r\n", 0755);
	assert_plain("#!/bin/env\n", 0755);
	assert_plain("#!execlineb\n", 0755);
	assert_plain("#!\n", 0755);
	assert_plain("#! ", 0755);
	assert_plain(" #!/nowhere/execlineb\n", 0755);
	assert_plain("execlineb\n", 0755);
	assert_plain("", 0755);
}

static void so_is_what_must_not_be_run(void **state)
{
	(void)state;
	assert_plain("#!/nowhere/execlineb\n", 0644);
}

static void and_what_is_not_there(void **state)
{
	struct ctx x = UNIT_CTX(0);
	char const *const none[] = { 0 };
	(void)state;
	assert_words(&x, launch_words(&x, AT_FDCWD, "/nowhere/x", "name", none), "name");
	assert_words(&x, launch_words(&x, AT_FDCWD, dir, "name", none), "name");
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(ours_is_a_command),
		cmocka_unit_test(the_argument_is_one),
		cmocka_unit_test(what_is_not_ours_is_left_to_the_kernel),
		cmocka_unit_test(so_is_what_must_not_be_run),
		cmocka_unit_test(and_what_is_not_there),
	};
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
