/* repl_test.c - windlass-repl as a person at a terminal has it: keys go in, and what comes out is waited
   for. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../unit.h"

enum { SEEN = 1 << 18, PATIENCE_MS = 20000 };

static char base[64], program[4096];
static int homes;

struct term {
	int fd;
	pid_t pid;
	char home[128], seen[SEEN];
	size_t n, from; /* what is before `from` has been looked at */
};

static struct term *term_new(void)
{
	struct term *t = calloc(1, sizeof *t);
	snprintf(t->home, sizeof t->home, "%s/%d", base, homes++);
	assert_int_equal(mkdir(t->home, 0755), 0);
	return t;
}

static char const *in_home(struct term const *t, char const *name)
{
	static char path[512];
	snprintf(path, sizeof path, "%s/%s", t->home, name);
	return path;
}

static void write_file(char const *path, char const *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

/* In the child: the session, in its home. */
static void become(struct term *t, char const *type, char const *file)
{
	char home[256], terminal[64], inputrc[256];
	snprintf(home, sizeof home, "HOME=%s", t->home);
	snprintf(terminal, sizeof terminal, "TERM=%s", type);
	snprintf(inputrc, sizeof inputrc, "INPUTRC=%s/inputrc", base);
	char *const env[] = { home, terminal, inputrc, "PATH=/usr/bin:/bin", "LANG=C.UTF-8",
		"UNIQUE_VARIABLE=its-value", 0 };
	char *const argv[] = { "windlass-repl", (char *)file, 0 };
	if (!chdir(t->home))
		execve(program, argv, env);
	_exit(127);
}

static void start_as(struct term *t, char const *type, int columns, char const *file)
{
	struct winsize size = { .ws_row = 24, .ws_col = (unsigned short)columns };
	t->n = t->from = 0;
	t->pid = forkpty(&t->fd, 0, 0, &size);
	assert_true(t->pid >= 0);
	if (!t->pid)
		become(t, type, file);
}

static long now_ms(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Reads what comes until the deadline. 0 at the end of it. */
static int more(struct term *t, long deadline)
{
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	long left = deadline - now_ms();
	if (left <= 0 || poll(&p, 1, (int)left) <= 0)
		return 0;
	ssize_t n = read(t->fd, t->seen + t->n, SEEN - 1 - t->n);
	if (n <= 0)
		return 0;
	t->n += (size_t)n;
	t->seen[t->n] = 0;
	return 1;
}

static void expect(struct term *t, char const *text)
{
	long deadline = now_ms() + PATIENCE_MS;
	char *at;
	while (!(at = memmem(t->seen + t->from, t->n - t->from, text, strlen(text))))
		if (!more(t, deadline))
			fail_msg("no \"%s\" in: %s", text, t->seen + t->from);
	t->from = (size_t)(at - t->seen) + strlen(text);
}

static void press(struct term *t, char const *keys)
{
	assert_int_equal(write(t->fd, keys, strlen(keys)), strlen(keys));
}

/* Types LINE and waits for OUT on a line of its own, and for the next prompt. */
static void answers(struct term *t, char const *line, char const *out)
{
	char want[512];
	snprintf(want, sizeof want, "\n%s\r\n", out);
	press(t, line);
	press(t, "\r");
	expect(t, want);
	expect(t, "> ");
}

/* Types LINE, which says nothing, and waits for PROMPT. */
static void silent(struct term *t, char const *line, char const *prompt)
{
	press(t, line);
	press(t, "\r");
	expect(t, prompt);
}

static int code_of(struct term *t)
{
	int wstat;
	long deadline = now_ms() + PATIENCE_MS;
	while (more(t, deadline))
		;
	close(t->fd);
	assert_int_equal(waitpid(t->pid, &wstat, 0), t->pid);
	return WIFEXITED(wstat) ? WEXITSTATUS(wstat) : 256 + WTERMSIG(wstat);
}

static void start(struct term *t)
{
	start_as(t, "vt100", 80, 0);
	expect(t, "windlass> ");
}

static struct term *started(void)
{
	struct term *t = term_new();
	start(t);
	return t;
}

static void ends(struct term *t, int code)
{
	press(t, "\004");
	assert_int_equal(code_of(t), code);
	free(t);
}

static void runs_chains(void **state)
{
	struct term *t = started();
	(void)state;
	answers(t, "s6-basename /a/word", "word");
	answers(t, "if { s6-true } s6-basename /a/other", "other");
	answers(t, "sh -c \"echo $0$1\" a b", "ab");
	silent(t, "", "windlass> ");
	silent(t, "# nothing", "windlass> ");
	ends(t, 0);
}

static void shows_what_it_came_to(void **state)
{
	struct term *t = term_new();
	(void)state;
	start_as(t, "xterm-256color", 80, 0);
	expect(t, "windlass> ");
	press(t, "s6-false\r");
	expect(t, "windlass \033[31m?=1\033[0m> ");
	press(t, "sh -c \"kill -TERM \\$\\$\"\r");
	expect(t, "killed by SIGTERM");
	expect(t, "?=271");
	press(t, "nonexistent-program\r");
	expect(t, "unable to exec nonexistent-program: No such file or directory");
	expect(t, "(line:1:1)");
	expect(t, "?=127");
	press(t, "importas c ? s6-basename /a/c-$c\r");
	expect(t, "\nc-127\r\n");
	expect(t, "windlass> ");
	ends(t, 0);
}

static void waits_for_the_end_of_blocks(void **state)
{
	struct term *t = started();
	(void)state;
	silent(t, "foreground {", "1 block > ");
	silent(t, "if {", "2 blocks > ");
	silent(t, "s6-true }", "1 block > ");
	silent(t, "s6-basename \"/a/one", "1 block \"> ");
	press(t, "two\" }\r");
	expect(t, "\none\r\ntwo\r\n");
	expect(t, "windlass> ");
	silent(t, "s6-basename \\", "\\> ");
	answers(t, "/a/three", "three");
	press(t, "s6-true }\r");
	expect(t, "unmatched }");
	expect(t, "(line:1:9)");
	expect(t, "windlass ?=100> ");
	silent(t, "if { a", "1 block > ");
	press(t, "\004");
	expect(t, "unmatched {");
	expect(t, "windlass ?=100> ");
	ends(t, 100);
}

/* Types KEYS, and Tab, and sees that the line goes on with REST. */
static void completes(struct term *t, char const *keys, char const *rest)
{
	press(t, keys);
	expect(t, keys);
	press(t, "\t");
	expect(t, rest);
	press(t, "\003");
	expect(t, "> ");
}

static void completes_words(void **state)
{
	struct term *t = term_new();
	(void)state;
	write_file(in_home(t, "only-file"), "");
	write_file(in_home(t, "with blank"), "");
	assert_int_equal(mkdir(in_home(t, "folder"), 0755), 0);
	start(t);
	completes(t, "foregr", "ound ");
	completes(t, "foreground", " ");
	completes(t, "redirfd --app", "end ");
	completes(t, "s6-svwait --timeo", "ut=");
	completes(t, "redirfd -r 0 on", "ly-file ");
	completes(t, "sh on", "ly-file ");
	completes(t, "sh ./on", "ly-file ");
	completes(t, "sh wi", "\b\b\"with blank\" ");
	completes(t, "sh \"wi", "th blank\" ");
	completes(t, "cd ", "folder/");
	completes(t, "importas x UNIQ", "UE_VARIABLE ");
	completes(t, "unexport UNIQ", "UE_VARIABLE ");
	completes(t, "importas one_key X s6-echo $one", "_key");
	completes(t, "foreground { define two_key X s6-echo ${two", "_key}");
	completes(t, "foreground { s6-basen", "ame ");
	completes(t, "if { s6-true } foregr", "ound ");
	completes(t, "readlin", "k ");
	completes(t, ":hel", "p ");
	completes(t, ":help foregr", "ound ");
	silent(t, "define three_key 3", "windlass> ");
	completes(t, "s6-echo a-$three", "_key");
	silent(t, "foreground {", "1 block > ");
	completes(t, "redirfd --app", "end ");
	ends(t, 0);
}

static void lists_what_is_possible(void **state)
{
	struct term *t = started();
	(void)state;
	press(t, "importas --no-c\t\t");
	expect(t, "--no-chomp   keep the end as it is");
	expect(t, "--no-crunch");
	expect(t, "windlass> importas --no-c");
	press(t, "\003");
	expect(t, "windlass> ");
	press(t, "s6-sv\t\t");
	expect(t, "s6-svscan");
	press(t, "\003");
	expect(t, "windlass> ");
	press(t, "x \001y \t"); /* nothing behind the cursor counts; nothing fits */
	expect(t, "\a");
	press(t, "\003");
	expect(t, "windlass> ");
	ends(t, 0);
}

static void remembers(void **state)
{
	struct term *t = started();
	struct stat st;
	(void)state;
	answers(t, "s6-basename /a/first", "first");
	silent(t, "if {", "1 block > ");
	silent(t, "s6-true", "1 block > ");
	answers(t, "} s6-basename /a/b\\\\c", "b\\c");
	answers(t, "s6-basename /a/last", "last");
	answers(t, "s6-basename /a/last", "last");
	press(t, "\004");
	assert_int_equal(code_of(t), 0);
	assert_int_equal(stat(in_home(t, ".local/state/windlass/history"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	start(t);
	press(t, "\033[A");
	expect(t, "/a/last");
	press(t, "\033[A");
	press(t, "\r");
	expect(t, "\nb\\c\r\n");
	expect(t, "windlass> ");
	press(t, "\033[A\033[A\033[A\033[A");
	expect(t, "s6-basename /a/first");
	press(t, "\003");
	expect(t, "windlass> ");
	press(t, ":history\r");
	expect(t, "s6-basename /a/last\r\n");
	expect(t, "windlass> ");
	ends(t, 0);
}

static void lives_without_a_history(void **state)
{
	struct term *t = term_new();
	(void)state;
	write_file(in_home(t, ".local"), "in the way");
	start(t);
	answers(t, "s6-basename /a/word", "word");
	assert_null(strstr(t->seen, "unable"));
	ends(t, 0);
}

/* Waits until somebody else than the session has the terminal. */
static void command_runs(struct term *t)
{
	long deadline = now_ms() + PATIENCE_MS;
	pid_t group = 0;
	while (now_ms() < deadline && (group = tcgetpgrp(t->fd)) == t->pid)
		poll(0, 0, 1);
	assert_int_not_equal(group, t->pid);
}

static void stops_the_command_alone(void **state)
{
	struct term *t = started();
	(void)state;
	press(t, "if { sleep 60 } s6-basename /a/no\r");
	command_runs(t);
	press(t, "\003");
	expect(t, "windlass ?=258> ");
	press(t, "sleep 60\r");
	command_runs(t);
	press(t, "\034");
	expect(t, "killed by SIGQUIT");
	expect(t, "windlass ?=259> ");
	answers(t, "s6-basename /a/alive", "alive");
	assert_null(strstr(t->seen, "\nno"));
	ends(t, 0);
}

static void suspends(void **state)
{
	struct term *t = started();
	(void)state;
	press(t, "sleep 60\r");
	command_runs(t);
	press(t, "\032");
	expect(t, "stopped: sleep 60");
	expect(t, "windlass ?=276> ");
	press(t, ":jobs\r");
	expect(t, "\nsleep 60\r\n");
	press(t, ":fg\r");
	command_runs(t);
	press(t, "\003");
	expect(t, "windlass ?=258> ");
	press(t, ":fg\r");
	expect(t, "nothing is stopped");
	expect(t, "> ");
	press(t, "sleep 60\r");
	command_runs(t);
	press(t, "\032");
	expect(t, "> ");
	press(t, "\004");
	expect(t, "would end");
	expect(t, "> ");
	ends(t, 148);
}

static void forgets_a_line(void **state)
{
	struct term *t = started();
	(void)state;
	press(t, "s6-basename /a/half");
	expect(t, "half");
	press(t, "\003");
	expect(t, "windlass> ");
	silent(t, "foreground {", "1 block > ");
	press(t, "s6-basename");
	press(t, "\003");
	expect(t, "windlass> ");
	press(t, "\022half"); /* looking back */
	press(t, "\003");
	expect(t, "windlass> ");
	answers(t, "s6-basename /a/alive", "alive");
	assert_null(strstr(t->seen, "\nhalf"));
	ends(t, 0);
}

static void keeps_what_is_meant_to_stay(void **state)
{
	struct term *t = term_new();
	(void)state;
	assert_int_equal(mkdir(in_home(t, "folder"), 0755), 0);
	start(t);
	silent(t, "cd folder", "windlass> ");
	answers(t, "sh -c \"basename $(pwd)\"", "folder");
	answers(t, "cd / sh -c pwd", "/");
	answers(t, "sh -c \"basename $(pwd)\"", "folder");
	silent(t, "export FOO bar", "windlass> ");
	answers(t, "export FOO other printenv FOO", "other");
	answers(t, "printenv FOO", "bar");
	silent(t, "unexport FOO", "windlass> ");
	answers(t, "importas -D none f FOO s6-basename /a/$f", "none");
	silent(t, "umask 027", "windlass> ");
	answers(t, "umask 022 sh -c umask", "0022");
	answers(t, "sh -c umask", "0027");
	silent(t, "define x one", "windlass> ");
	answers(t, "s6-basename /a/${x}-$x", "one-one");
	silent(t, "define x two", "windlass> ");
	silent(t, "define -s y \"p q\"", "windlass> ");
	answers(t, "s6-basename /a/$x", "two");
	silent(t, "importas v UNIQUE_VARIABLE", "windlass> ");
	press(t, ":vars\r");
	expect(t, "\nx = two\r\ny = p q\r\nv = its-value\r\n");
	press(t, "cd nowhere\r");
	expect(t, "cd: fatal: unable to chdir to nowhere: No such file or directory");
	expect(t, "?=111");
	press(t, "export FOO\r");
	expect(t, "missing operand: value");
	expect(t, "?=100");
	press(t, "exit --help\r");
	expect(t, "leave with a code");
	expect(t, "windlass> ");
	press(t, ":help s6-true\r");
	expect(t, "s6-true [ignored...]");
	expect(t, "windlass> ");
	press(t, ":help\r");
	expect(t, ":trace CHAIN ");
	expect(t, "windlass> ");
	press(t, "cd --help\r");
	expect(t, "cd directory prog");
	expect(t, "windlass> ");
	ends(t, 0);
}

static void leaves(void **state)
{
	struct term *t = started();
	(void)state;
	press(t, "if { s6-true } exit 3\r"); /* of that chain */
	expect(t, "windlass ?=3> ");
	press(t, "exit 7\r");
	assert_int_equal(code_of(t), 7);
	start(t);
	press(t, ":q\r");
	assert_int_equal(code_of(t), 0);
	start(t);
	kill(t->pid, SIGHUP);
	assert_int_equal(code_of(t), 256 + SIGHUP);
	free(t);
}

static void takes_any_bytes(void **state)
{
	struct term *t = started();
	(void)state;
	answers(t, "s6-basename /a/h\303\251-\346\227\245\346\234\254",
		"h\303\251-\346\227\245\346\234\254");
	answers(t, "s6-basename /a/x\377y", "x\377y");
	press(t, "s6-basename /a/\346\227\245\177\346\234\254\r");
	expect(t, "\n\346\234\254\r\n");
	expect(t, "windlass> ");
	ends(t, 0);
}

static void fits_any_window(void **state)
{
	struct term *t = term_new();
	struct winsize wide = { .ws_row = 30, .ws_col = 132 };
	(void)state;
	start_as(t, "vt100", 20, 0);
	expect(t, "windlass> ");
	answers(t, "s6-basename /a/a-line-that-is-much-longer-than-the-window",
		"a-line-that-is-much-longer-than-the-window");
	press(t, "importas --no-c\t\t");
	expect(t, "--no-crunch");
	assert_int_equal(ioctl(t->fd, TIOCSWINSZ, &wide), 0);
	press(t, "\003");
	expect(t, "windlass> ");
	press(t, "\003");
	expect(t, "windlass> ");
	answers(t, "stty size", "30 132");
	ends(t, 0);
}

static void puts_the_terminal_right(void **state)
{
	struct term *t = started();
	(void)state;
	press(t, "sh -c \"stty -echo -icanon -opost; kill -SEGV \\$\\$\"\r");
	expect(t, "killed by SIGSEGV");
	expect(t, "windlass ?=267> ");
	answers(t, "sh -c \"stty -a | grep -c -w -e -echo -e -icanon -e -opost\"", "0");
	silent(t, "stty -iexten", "windlass> ");
	answers(t, "sh -c \"stty -a | grep -c -w -e -iexten\"", "1");
	ends(t, 0);
}

static void starts_with_files(void **state)
{
	struct term *t = term_new();
	(void)state;
	mkdir(in_home(t, ".config"), 0755);
	mkdir(in_home(t, ".config/windlass"), 0755);
	write_file(in_home(t, ".config/windlass/replrc"), "define a rc\nexport B rc\n");
	write_file(in_home(t, "first"),
		"# comes second\nforeground {\n  s6-echo ${a}-in\n}\n\nnonexistent\n");
	start_as(t, "vt100", 80, "first");
	expect(t, "rc-in\r\n");
	expect(t, "(first:6:1)");
	expect(t, "windlass ?=127> ");
	answers(t, "s6-basename /a/$a", "rc");
	answers(t, "printenv B", "rc");
	ends(t, 0);
}

static void runs_one_inside_another(void **state)
{
	struct term *t = started();
	(void)state;
	silent(t, "define x outer", "windlass> ");
	silent(t, "windlass repl", "windlass> ");
	answers(t, "s6-basename /a/$x", "$x");
	silent(t, "exit 4", "windlass ?=4> ");
	answers(t, "s6-basename /a/$x", "outer");
	ends(t, 0);
}

static int prepare(void **state)
{
	char path[128];
	(void)state;
	ssize_t n = readlink("/proc/self/exe", program, sizeof program - 32);
	program[n > 0 ? n : 0] = 0;
	char *tests = strstr(program, "/tests/interp/");
	if (!tests)
		return -1;
	strcpy(tests, "/windlass-repl");
	strcpy(base, "/tmp/repl_test.XXXXXX");
	if (!mkdtemp(base))
		return -1;
	snprintf(path, sizeof path, "%s/inputrc", base);
	write_file(path, "set enable-bracketed-paste off\n");
	return access(program, X_OK);
}

static int clean(void **state)
{
	char command[128];
	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", base);
	return system(command);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(runs_chains),
		cmocka_unit_test(shows_what_it_came_to),
		cmocka_unit_test(waits_for_the_end_of_blocks),
		cmocka_unit_test(completes_words),
		cmocka_unit_test(lists_what_is_possible),
		cmocka_unit_test(remembers),
		cmocka_unit_test(lives_without_a_history),
		cmocka_unit_test(stops_the_command_alone),
		cmocka_unit_test(suspends),
		cmocka_unit_test(forgets_a_line),
		cmocka_unit_test(keeps_what_is_meant_to_stay),
		cmocka_unit_test(leaves),
		cmocka_unit_test(takes_any_bytes),
		cmocka_unit_test(fits_any_window),
		cmocka_unit_test(puts_the_terminal_right),
		cmocka_unit_test(starts_with_files),
		cmocka_unit_test(runs_one_inside_another),
	};
	return cmocka_run_group_tests_name("repl", tests, prepare, clean);
}
