/* time.c - times commands against each other, a run of each in turn.

   usage: time N NAME COMMAND... [-- NAME COMMAND...]...
   Prints a line "NAME MICROSECONDS" per command: the median of N runs, from the start of the process to
   its end. A command that fails ends everything: nothing is learnt from the time of an error. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { COMMANDS = 32, RUNS = 10000, WARM = 3 };

struct command {
	char const *name;
	char **argv;
	double *took;
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

/* Runs C once. Returns the microseconds it took, or -1 when it failed. */
static double run_once(struct command const *c, posix_spawn_file_actions_t const *files)
{
	pid_t pid;
	int wstat;
	double from = now();
	if (posix_spawnp(&pid, c->argv[0], files, 0, c->argv, environ))
		return -1;
	if (waitpid(pid, &wstat, 0) < 0 || wstat)
		return -1;
	return now() - from;
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

/* Splits ARGV at its "--"s; returns the number of commands. */
static size_t read_commands(char **argv, struct command *c, size_t runs)
{
	size_t n = 0;
	while (*argv && argv[1] && n < COMMANDS) {
		c[n++] = (struct command){ argv[0], argv + 1, calloc(runs, sizeof(double)) };
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
	long runs = argc > 3 ? atol(argv[1]) : 0;
	if (runs < 1 || runs > RUNS)
		return die("usage", "time N NAME COMMAND... [-- NAME COMMAND...]...");
	size_t n = read_commands(argv + 2, c, (size_t)runs);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	for (long run = -WARM; run < runs; run++)
		for (size_t i = 0; i < n; i++) {
			double took = run_once(c + i, &files);
			if (took < 0)
				return die(c[i].name, "the command failed");
			if (run >= 0)
				c[i].took[run] = took;
		}
	for (size_t i = 0; i < n; i++)
		printf("%s %.1f\n", c[i].name, median(c[i].took, (size_t)runs));
	return 0;
}
