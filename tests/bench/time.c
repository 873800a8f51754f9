/* time.c - times commands against each other, a run of each in turn.

   usage: time [-s] N NAME[=CODE] COMMAND... [-- NAME[=CODE] COMMAND...]...
   With -s the microseconds are what each command says on its stdout, and only one run is for warming up.
   Prints a line "NAME MEDIAN LEAST KILOBYTES RATIO CPU" per command: the microseconds of N runs, from the
   start of the process to its end; the most memory it had; how many times as long as the first
   command it took, the median of N ratios, each of two runs that followed each other; and the same of
   the time that it and its children had a processor, which others lengthen less. A command that
   does not leave with CODE, or 0, ends everything: nothing is learnt from the time of an error. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { COMMANDS = 32, RUNS = 10000, WARM = 3 };

struct command {
	char const *name;
	char **argv;
	double *took, *used, ratio, cpu;
	int code;
	long kilobytes;
};

static int die(char const *what, char const *why)
{
	fprintf(stderr, "time: %s: %s\n", what, why);
	return 111;
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double microseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e6 + (double)t.tv_usec;
}

/* What was said on the pipe FD, or -1. */
static double said(int fd)
{
	char b[256];
	ssize_t n = read(fd, b, sizeof b - 1);
	b[n > 0 ? n : 0] = 0;
	return n > 0 ? atof(b) : -1;
}

/* Runs C once. Returns the microseconds it took, or says on SAYS unless that is -1; -1 when it failed. */
static double run_once(
	struct command *c, double *cpu, posix_spawn_file_actions_t const *files, int says)
{
	pid_t pid;
	int wstat;
	struct rusage used;
	double from = now();
	if (posix_spawnp(&pid, c->argv[0], files, 0, c->argv, environ))
		return -1;
	if (wait4(pid, &wstat, 0, &used) < 0 || wstat != c->code << 8)
		return -1;
	*cpu = microseconds(used.ru_utime) + microseconds(used.ru_stime);
	c->kilobytes = c->kilobytes > used.ru_maxrss ? c->kilobytes : used.ru_maxrss;
	return says < 0 ? now() - from : said(says);
}

static int by_size(void const *a, void const *b)
{
	double const *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static double median(double *v, size_t n)
{
	qsort(v, n, sizeof *v, by_size);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/* What a busy machine does to a run it does to the next one as well: this holds where all else varies. */
static double ratio(double const *took, double const *first, size_t runs)
{
	double v[RUNS];
	for (size_t i = 0; i < runs; i++)
		v[i] = took[i] / first[i];
	return median(v, runs);
}

/* Takes the code off NAME. */
static int read_code(char *name)
{
	char *code = strchr(name, '=');
	if (!code)
		return 0;
	*code = 0;
	return atoi(code + 1);
}

/* Splits ARGV at its "--"s; returns the number of commands. */
static size_t read_commands(char **argv, struct command *c, size_t runs)
{
	size_t n = 0;
	while (*argv && argv[1] && n < COMMANDS) {
		int code = read_code(argv[0]);
		c[n++] = (struct command){ .name = argv[0],
			.argv = argv + 1,
			.took = calloc(runs, sizeof(double)),
			.used = calloc(runs, sizeof(double)),
			.code = code };
		while (*argv && strcmp(*argv, "--"))
			argv++;
		if (*argv)
			*argv++ = 0;
	}
	return n;
}

int main(int argc, char **argv)
{
	struct command c[COMMANDS];
	posix_spawn_file_actions_t files;
	int says[2] = { -1, -1 }, said_so = argc > 1 && !strcmp(argv[1], "-s");
	argc -= said_so;
	argv += said_so;
	long runs = argc > 3 ? atol(argv[1]) : 0;
	if (runs < 1 || runs > RUNS)
		return die("usage", "time [-s] N NAME[=CODE] COMMAND... [-- ...]...");
	size_t n = read_commands(argv + 2, c, (size_t)runs);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	if (!said_so)
		posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	else if (pipe2(says, O_CLOEXEC | O_NONBLOCK) < 0 ||
		 posix_spawn_file_actions_adddup2(&files, says[1], 1))
		return die("pipe", strerror(errno));
	for (long run = said_so ? -1 : -WARM; run < runs; run++)
		for (size_t i = 0; i < n; i++) {
			double cpu, took = run_once(c + i, &cpu, &files, says[0]);
			if (took < 0)
				return die(c[i].name, "the command failed");
			if (run >= 0) {
				c[i].took[run] = took;
				c[i].used[run] = cpu;
			}
		}
	for (size_t i = 0; i < n; i++) {
		c[i].ratio = ratio(c[i].took, c->took, (size_t)runs);
		c[i].cpu = ratio(c[i].used, c->used, (size_t)runs);
	}
	for (size_t i = 0; i < n; i++) {
		double middle = median(c[i].took, (size_t)runs);
		printf("%s %.1f %.1f %ld %.3f %.3f\n", c[i].name, middle, c[i].took[0],
			c[i].kilobytes, c[i].ratio, c[i].cpu);
	}
	return 0;
}
