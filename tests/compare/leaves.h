/* leaves.h - the programs that random scripts end in. */
#ifndef LEAVES_H
#define LEAVES_H

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

static int show(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		printf("<%s>", argv[i]);
	putchar('\n');
	return 0;
}

static int by_text(void const *a, void const *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What differs between the ways, or from run to run. */
static int of_no_interest(char const *entry)
{
	static char const *const names[] = { "PATH=", "WINDLASS_EXEC_EACH=", "!=" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strncmp(entry, names[i], strlen(names[i])))
			return 1;
	return 0;
}

static int vars(void)
{
	size_t n = 0;
	while (environ[n])
		n++;
	qsort(environ, n, sizeof *environ, by_text);
	for (size_t i = 0; i < n; i++)
		if (!of_no_interest(environ[i]))
			printf("<%s>", environ[i]);
	mode_t mask = umask(0);
	printf("%o", mask);
	for (int fd = 0; fd < 20; fd = fd == 2 ? 7 : fd + 1) /* 3 to 6: forbacktickx leaks */
		if (fcntl(fd, F_GETFD) >= 0)
			printf(" %d", fd);
	putchar('\n');
	return 0;
}

static int copy(void)
{
	char b[4096];
	for (ssize_t n; (n = read(0, b, sizeof b)) > 0;)
		if (write(1, b, (size_t)n) != n)
			return 1;
	return 0;
}

/* For the reference; among ours a command, which takes no process. */
static int echo(int argc, char **argv)
{
	char const *between = " ", *end = "\n";
	argv[0] = "s6-echo";
	for (int c; (c = getopt(argc, argv, "+ns:")) != -1;)
		switch (c) {
		case 'n': end = ""; break;
		case 's': between = optarg; break;
		default: return 100;
		}
	for (int i = optind; i < argc; i++)
		printf("%s%s", i > optind ? between : "", argv[i]);
	printf("%s", end);
	if (!fflush(stdout))
		return 0;
	perror("s6-echo");
	return 111;
}

/* env, which does not tell in which way the script is run. */
static int env(char **argv)
{
	if (argv[1]) {
		execvp(argv[1], argv + 1);
		perror("env");
		return 127;
	}
	for (char **e = environ; *e; e++)
		if (!of_no_interest(*e))
			puts(*e);
	return 0;
}

/* Whether this was started by that name, whatever exec -a has given. */
static int is_echo(void)
{
	char const *file = (char const *)getauxval(AT_EXECFN), *slash = strrchr(file, '/');
	return !strcmp(slash ? slash + 1 : file, "s6-echo");
}

/* The leaf called NAME; `show` under any name that exec -a may have given. */
static int leaf_main(char const *name, int argc, char **argv)
{
	if (!strcmp(name, "vars"))
		return vars();
	if (!strcmp(name, "copy"))
		return copy();
	if (!strcmp(name, "env"))
		return env(argv);
	if (!strcmp(name, "die"))
		return raise(SIGKILL);
	return is_echo() ? echo(argc, argv) : show(argc, argv);
}

#endif
