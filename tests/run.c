/* run.c - runs .test files: each case is one cmocka test.

   A file is a list of cases:
       --- what it shows
       the script's lines
       < a line of stdin      @ words before the script's name (options of execlineb)
       > a line of stdout     $ words behind it (the script's arguments)
       ! a line of stderr     = exit code (0 unless given)
   `>*` and `!*` lines are patterns: * matches anything. A line `ref: skip WHY` keeps a case from
   the reference, `each: skip WHY` from the mode in which every step is an exec, `asan: skip WHY` from
   programs built with sanitizers, `needs: COMMAND` from where that fails; before the first case they
   hold for all of the file. The script's first line is the one below `---`, and its file is called as
   the .test file is: places in messages mean these.

   usage: run BIN MODE FILE...   BIN: the folder with our links; MODE: one, each, asan, or ref=FOLDER */
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { LINES = 400, PATIENCE_MS = 20000, KERNEL_SIGNALS = 64 };

struct expected {
	int n;
	char *line[LINES];
	int pattern[LINES];
};

struct test {
	char *name, *file, *script, *in, *options, *args;
	struct expected out, err;
	char *needs;
	int code, skip_ref, skip_each, skip_asan;
};

static char const *bin, *ref;
static int each, asan;

static char *append(char *s, char const *more)
{
	size_t len = s ? strlen(s) : 0;
	s = realloc(s, len + strlen(more) + 1);
	strcpy(s + len, more);
	return s;
}

static char *append_line(char *s, char const *line)
{
	return append(append(s, line), "\n");
}

static void expect_line(struct expected *e, char const *line)
{
	e->pattern[e->n] = *line == '*';
	line += *line == '*';
	e->line[e->n++] = strdup(*line == ' ' ? line + 1 : line);
}

static int starts(char const *line, char const *with)
{
	return !strncmp(line, with, strlen(with));
}

static void take_line(struct test *t, char const *line)
{
	if (starts(line, "> ") || starts(line, ">*") || !strcmp(line, ">"))
		expect_line(&t->out, line + 1);
	else if (starts(line, "! ") || starts(line, "!*"))
		expect_line(&t->err, line + 1);
	else if (starts(line, "< ") || !strcmp(line, "<"))
		t->in = append_line(t->in, line[1] ? line + 2 : "");
	else if (starts(line, "@ "))
		t->options = strdup(line + 2);
	else if (starts(line, "$ "))
		t->args = strdup(line + 2);
	else if (starts(line, "= "))
		t->code = atoi(line + 2);
	else if (starts(line, "ref: skip"))
		t->skip_ref = 1;
	else if (starts(line, "needs: "))
		t->needs = strdup(line + 7);
	else if (starts(line, "each: skip"))
		t->skip_each = 1;
	else if (starts(line, "asan: skip"))
		t->skip_asan = 1;
	else
		t->script = append_line(t->script, line);
}

/* What stands before the first case holds for all of them. */
static size_t read_tests(char const *path, struct test *tests, size_t n)
{
	char *line = 0;
	size_t size = 0, first = n;
	char const *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	char name[512];
	struct test all = { .script = append(0, "") };
	FILE *f = fopen(path, "r");
	if (!f) {
		fprintf(stderr, "run: unable to read %s: %s\n", path, strerror(errno));
		exit(111);
	}
	while (getline(&line, &size, f) > 0) {
		line[strcspn(line, "\n")] = 0;
		if (starts(line, "--- ")) {
			tests[n] = all;
			snprintf(name, sizeof name, "%s: %s", base, line + 4);
			tests[n].name = strdup(name);
			tests[n].script = append(0, "");
			tests[n].in = append(0, "");
			tests[n++].file = strdup(base);
		} else {
			take_line(n > first ? tests + n - 1 : &all, line);
		}
	}
	free(line);
	fclose(f);
	return n;
}

static int memory_file(char const *text)
{
	int fd = memfd_create("test", MFD_CLOEXEC);
	if (write(fd, text, strlen(text)) < 0 || lseek(fd, 0, SEEK_SET) < 0)
		abort();
	return fd;
}

static char *contents(int fd)
{
	off_t len = lseek(fd, 0, SEEK_END);
	char *s = calloc((size_t)len + 1, 1);
	if (pread(fd, s, (size_t)len, 0) != len)
		abort();
	close(fd);
	return s;
}

static int split_words(char *s, char **argv, int n)
{
	for (char *w = s ? strtok(s, " ") : 0; w; w = strtok(0, " "))
		argv[n++] = w;
	return n;
}

/* Signals are as after a login, whoever has started us. The C library keeps its own two (32 and 33) from
   its sigaction(), but they are inherited like all others. */
static void reset_signals(void)
{
	struct {
		unsigned long handler, flags, restorer, mask;
	} const normal = { 0 };
	unsigned long const none = 0;
	for (int sig = 1; sig <= KERNEL_SIGNALS; sig++)
		syscall(SYS_rt_sigaction, sig, &normal, 0, sizeof normal.mask);
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, 0, sizeof none);
}

static void child(struct test const *t, int in, int out, int err)
{
	char path[2 * PATH_MAX], self[2 * PATH_MAX], *argv[64];
	char *env[] = { path, "LC_ALL=C", each ? "WINDLASS_EXEC_EACH=1" : 0, 0 };
	int n = split_words(t->options ? strdup(t->options) : 0, argv, 1);
	snprintf(path, sizeof path, "PATH=%s:/usr/bin:/bin", ref ? ref : bin);
	snprintf(self, sizeof self, "%s/execlineb", ref ? "/usr/bin" : bin);
	argv[0] = "execlineb";
	argv[n++] = t->file;
	n = split_words(t->args ? strdup(t->args) : 0, argv, n);
	argv[n] = 0;
	reset_signals();
	setsid();
	dup2(in, 0);
	dup2(out, 1);
	dup2(err, 2);
	for (int fd = 3; fd < 20; fd++)
		close(fd);
	execve(self, argv, env);
	_exit(125);
}

static int finish(pid_t pid)
{
	int wstat = 0, pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd p = { .fd = pidfd, .events = POLLIN };
	if (poll(&p, 1, PATIENCE_MS) == 0)
		kill(-pid, SIGKILL);
	close(pidfd);
	waitpid(pid, &wstat, 0);
	return WIFSIGNALED(wstat) ? 256 + WTERMSIG(wstat) : WEXITSTATUS(wstat);
}

/* Where every step is an exec, or in the reference, words do not know their place. */
static void drop_place(char *line)
{
	char *p = strrchr(line, '(');
	int l, c, end = 0;
	if (p && p > line && p[-1] == ' ' &&
		sscanf(strchr(p, ':') ? strchr(p, ':') : "", ":%d:%d)%n", &l, &c, &end) == 2 && end)
		p[-1] = 0;
}

static void check_lines(char const *what, char *text, struct expected const *e)
{
	char *whole = strdup(text), *line = text;
	for (int i = 0; i < e->n || *line; i++) {
		char *end = strchrnul(line, '\n'), *want = i < e->n ? strdup(e->line[i]) : 0;
		int more = *end != 0;
		*end = 0;
		if (each && want) {
			drop_place(line);
			drop_place(want);
		}
		if (!want || (e->pattern[i] ? fnmatch(want, line, 0) : strcmp(want, line)))
			fail_msg("%s line %d: expected \"%s\", got \"%s\" in:\n%s", what, i + 1,
				want ? want : "(no more)", line, whole);
		free(want);
		line = end + more;
	}
	free(whole);
}

static void remove_tree(char const *dir)
{
	pid_t pid = fork();
	if (!pid) {
		execl("/bin/rm", "rm", "-rf", dir, (char *)0);
		_exit(127);
	}
	waitpid(pid, 0, 0);
}

static int lacks(char const *needs)
{
	char command[512];
	snprintf(command, sizeof command, "%s >/dev/null 2>&1", needs);
	return system(command) != 0;
}

static void run_case(void **state)
{
	struct test *t = *state;
	char dir[] = "/tmp/windlass-test.XXXXXX";
	if ((ref && t->skip_ref) || (each && t->skip_each) || (asan && t->skip_asan) ||
		(t->needs && lacks(t->needs)))
		skip();
	if (!mkdtemp(dir) || chdir(dir) < 0)
		fail_msg("unable to make a temporary directory: %s", strerror(errno));
	int fd = open(t->file, O_WRONLY | O_CREAT | O_CLOEXEC, 0755);
	if (write(fd, t->script, strlen(t->script)) < 0)
		abort();
	close(fd);
	int in = memory_file(t->in), out = memory_file(""), err = memory_file("");
	pid_t pid = fork();
	if (!pid)
		child(t, in, out, err);
	int code = finish(pid);
	char *said = contents(out), *complained = contents(err);
	kill(-pid, SIGKILL); /* what a case leaves running ends with it */
	close(in);
	if (chdir("/") < 0)
		abort();
	remove_tree(dir);
	if (code != t->code)
		fail_msg("exit code: expected %d, got %d; stdout:\n%s\nstderr:\n%s", t->code, code,
			said, complained);
	check_lines("stdout", said, &t->out);
	if (!ref)
		check_lines("stderr", complained, &t->err);
	free(said);
	free(complained);
}

int main(int argc, char **argv)
{
	static struct test tests[4000];
	static struct CMUnitTest units[4000];
	size_t n = 0;
	if (argc < 4) {
		fprintf(stderr, "usage: run BIN one|each|asan|ref=FOLDER FILE...\n");
		return 100;
	}
	bin = realpath(argv[1], 0);
	each = !strcmp(argv[2], "each");
	asan = !strcmp(argv[2], "asan");
	ref = starts(argv[2], "ref=") ? argv[2] + 4 : 0;
	for (int i = 3; i < argc; i++)
		n = read_tests(argv[i], tests, n);
	for (size_t i = 0; i < n; i++)
		units[i] = (struct CMUnitTest){ tests[i].name, run_case, 0, 0, tests + i };
	return _cmocka_run_group_tests(argv[2], units, n, 0, 0) != 0;
}
