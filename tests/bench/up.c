/* up.c - measures a supervisor from outside, in microseconds; for time -s.

   usage: up all N SCAN COMMAND...   starts COMMAND, whose services N write a byte each to its stdout when they are up;
                                     prints how long until all have and supervise/status of SCAN/1 to SCAN/N has a pid,
                                     then the PSS of COMMAND and the s6-supervise below it, their page tables and
                                     kernel stacks, in kB; SCAN may be - for no status
          up plain N SETSID PROGRAM  what COMMAND is measured against: starts N times PROGRAM, nothing else; each in a
                                     session of its own if SETSID is 1
          up bare N PROGRAM          as revive, of a parent that does nothing but wait for PROGRAM and start it again
          up cycle N DIR             takes the service DIR down and up again N times; prints the median
          up revive N DIR            kills it N times, each over a second after it was ready; until the next is up
          up ready N DIR SVWAIT      from SIGUSR1, on which it is ready, to the end of SVWAIT -U DIR */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS = 1000, STACK_KB = 16, PATIENCE_MS = 60000 };

static void die(char const *what)
{
	fprintf(stderr, "up: %s: %s\n", what, strerror(errno));
	exit(111);
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void rest(int ms)
{
	poll(0, 0, ms);
}

/* The process that DIR's status tells of, 0 for none. */
static pid_t pid_of(char const *dir)
{
	char path[4096];
	unsigned char b[64];
	snprintf(path, sizeof path, "%s/supervise/status", dir);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, b, sizeof b);
	if (fd >= 0)
		close(fd);
	return n < 35 ? 0 : b[28] << 24 | b[29] << 16 | b[30] << 8 | b[31];
}

static int all_have_pids(char const *scan, int n)
{
	char dir[4096];
	for (int i = 1; i <= n; i++) {
		snprintf(dir, sizeof dir, "%s/%d", scan, i);
		if (!pid_of(dir))
			return 0;
	}
	return 1;
}

/* The number behind NAME in /proc/PID/FILE, in kB. */
static long proc_kb(long pid, char const *file, char const *name)
{
	char path[64], line[256];
	long kb = 0;
	snprintf(path, sizeof path, "/proc/%ld/%s", pid, file);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, name, strlen(name)))
			kb = atol(line + strlen(name));
	if (f)
		fclose(f);
	return kb;
}

static int is_supervise(long pid)
{
	char path[64], name[64] = "";
	snprintf(path, sizeof path, "/proc/%ld/comm", pid);
	FILE *f = fopen(path, "r");
	int is = f && fgets(name, sizeof name, f) && !strcmp(name, "s6-supervise\n");
	if (f)
		fclose(f);
	return is;
}

static void print_memory(long pid)
{
	char path[64];
	long pss = proc_kb(pid, "smaps_rollup", "Pss:");
	long kernel = proc_kb(pid, "status", "VmPTE:") + STACK_KB, child;
	snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", pid, pid);
	FILE *f = fopen(path, "r");
	while (f && fscanf(f, "%ld", &child) == 1)
		if (is_supervise(child)) {
			pss += proc_kb(child, "smaps_rollup", "Pss:");
			kernel += proc_kb(child, "status", "VmPTE:") + STACK_KB;
		}
	if (f)
		fclose(f);
	printf(" %ld %ld\n", pss, kernel);
}

static pid_t start(char **command, int out)
{
	pid_t pid = fork();
	if (pid)
		return pid;
	if (out >= 0)
		dup2(out, 1);
	execvp(*command, command);
	die(*command);
	return -1;
}

static int up_all(int n, char **arg)
{
	char b[4096];
	int p[2], checked = !strcmp(arg[0], "-");
	if (pipe2(p, O_CLOEXEC) < 0)
		die("pipe");
	double from = now(), until;
	pid_t pid = start(arg + 1, p[1]);
	close(p[1]);
	for (ssize_t got = 0, r; got < n; got += r)
		if ((r = read(p[0], b, sizeof b)) <= 0)
			die("not all came up");
	do
		until = now();
	while (!checked && !all_have_pids(arg[0], n));
	printf("%.1f", until - from);
	print_memory(pid);
	kill(pid, SIGTERM);
	return waitpid(pid, 0, 0) < 0;
}

/* Returns the pid when the program runs. */
static pid_t start_plain(char *program, int session)
{
	char *const argv[] = { program, 0 }, *const env[] = { 0 };
	pid_t pid = vfork();
	if (!pid) {
		if (session)
			setsid();
		execve(program, argv, env);
		_exit(127);
	}
	return pid;
}

static int up_plain(int n, char **arg)
{
	sigset_t stop;
	int sig, session = atoi(arg[0]);
	pid_t *pid = calloc((size_t)n, sizeof *pid);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigprocmask(SIG_BLOCK, &stop, 0);
	for (int i = 0; pid && i < n; i++)
		pid[i] = start_plain(arg[1], session);
	sigwait(&stop, &sig);
	for (int i = 0; pid && i < n; i++)
		kill(pid[i], SIGKILL);
	while (waitpid(-1, 0, 0) > 0)
		;
	return 0;
}

static void send_letters(char const *dir, char const *letters)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/supervise/control", dir);
	int fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 || write(fd, letters, strlen(letters)) < 0)
		die(path);
	close(fd);
}

/* A fifo that gets the events of DIR. */
static int listen_to(char const *dir, char *path, size_t size)
{
	snprintf(path, size, "%s/event/ftrig1:@%024x:bench0", dir, 1);
	unlink(path);
	if (mkfifo(path, 0622) < 0)
		die(path);
	return open(path, O_RDWR | O_CLOEXEC);
}

static void await(int fd, char event)
{
	char c = 0;
	while (c != event) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		if (poll(&p, 1, PATIENCE_MS) < 1 || read(fd, &c, 1) < 1)
			die("no event");
	}
}

static double cycle(char const *dir, int fd)
{
	double from = now();
	send_letters(dir, "d");
	await(fd, 'D');
	send_letters(dir, "u");
	await(fd, 'u');
	return now() - from;
}

static double revive(char const *dir, int fd)
{
	rest(1200);
	pid_t pid = pid_of(dir);
	double from = now();
	kill(pid, SIGKILL);
	await(fd, 'u');
	return now() - from;
}

static double ready(char *dir, int fd, char *svwait)
{
	char *command[] = { svwait, "-U", dir, 0 };
	send_letters(dir, "d");
	await(fd, 'D');
	send_letters(dir, "u");
	await(fd, 'u');
	pid_t pid = start(command, -1);
	rest(200);
	double from = now();
	kill(pid_of(dir), SIGUSR1);
	waitpid(pid, 0, 0);
	return now() - from;
}

static int by_size(void const *a, void const *b)
{
	double const *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static int print_median(double *took, int n)
{
	qsort(took, (size_t)n, sizeof *took, by_size);
	printf("%.1f\n", took[n / 2]);
	return 0;
}

/* The least that a supervisor can do: writes each pid to OUT. */
static void bare_parent(char *program, int out)
{
	for (;;) {
		pid_t pid = start_plain(program, 1);
		if (write(out, &pid, sizeof pid) < 0)
			_exit(0);
		waitpid(pid, 0, 0);
	}
}

static pid_t next_pid(int fd)
{
	pid_t pid;
	if (read(fd, &pid, sizeof pid) != sizeof pid)
		die("no pid");
	return pid;
}

static int up_bare(int n, char *program)
{
	double took[RUNS];
	int p[2];
	if (pipe2(p, O_CLOEXEC) < 0)
		die("pipe");
	pid_t parent = fork();
	if (!parent) {
		dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), 1);
		bare_parent(program, p[1]);
	}
	pid_t pid = next_pid(p[0]);
	for (int i = 0; i < n; i++) {
		rest(1200);
		double from = now();
		kill(pid, SIGKILL);
		pid = next_pid(p[0]);
		took[i] = now() - from;
	}
	kill(parent, SIGKILL);
	kill(pid, SIGKILL);
	return print_median(took, n);
}

static int measure(char const *what, int n, char **arg)
{
	char path[4096];
	double took[RUNS];
	int fd = listen_to(arg[0], path, sizeof path);
	for (int i = 0; i < n; i++)
		took[i] = *what == 'c'             ? cycle(arg[0], fd)
			  : *what == 'r' && arg[1] ? ready(arg[0], fd, arg[1])
						   : revive(arg[0], fd);
	unlink(path);
	return print_median(took, n);
}

int main(int argc, char **argv)
{
	int n = argc > 3 ? atoi(argv[2]) : 0;
	if (n < 1 || n > 100000)
		die("usage");
	if (!strcmp(argv[1], "all"))
		return up_all(n, argv + 3);
	if (!strcmp(argv[1], "plain"))
		return up_plain(n, argv + 3);
	if (n > RUNS)
		n = RUNS;
	if (!strcmp(argv[1], "bare"))
		return up_bare(n, argv[3]);
	return measure(argv[1], n, argv + 3);
}
