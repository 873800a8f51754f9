/* process.c - processes for the tests of supervision.

   usage: process witness FILE     logs the signals it gets to FILE; ends with SIGTERM
          process pair FILE        the same, with a child in its process group, whose pid is FILE's first line
          process orphans N        makes N grandchildren whose parent is gone at once
          process open FD...       0 when just these descriptors are open */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ABANDONED = 50 };

static int logged = -1;

static void on_signal(int sig)
{
	char line[16];
	int n = snprintf(line, sizeof line, "%s\n", sigabbrev_np(sig));
	if (write(logged, line, (size_t)n) != n || sig == SIGTERM)
		_exit(0);
}

static void attend(char const *file)
{
	struct sigaction act = { .sa_handler = on_signal };
	logged = open(file, O_WRONLY | O_CREAT | O_APPEND | O_TRUNC, 0644);
	for (int sig = 1; sig < 32; sig++)
		if (sig != SIGCHLD && sig != SIGCONT)
			sigaction(sig, &act, 0);
}

static int witness(char const *file, int pair)
{
	pid_t parent = getpid(), child = pair ? fork() : 1;
	if (!child) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		while (getppid() == parent)
			pause();
		return 0;
	}
	attend(file);
	dprintf(logged, pair ? "%d\n" : "ready\n", (int)child);
	for (;;)
		pause();
}

/* Makes up to MOST processes, and leaves them. */
_Noreturn static void abandon(long most)
{
	for (long i = 0; i < most; i++) {
		pid_t pid;
		while ((pid = fork()) < 0)
			usleep(1000);
		if (!pid)
			break;
	}
	_exit(0);
}

/* Many at a time, so that it waits for a few only. */
static int orphans(long n)
{
	for (long made = 0; made < n; made += ABANDONED) {
		pid_t pid = fork();
		if (!pid)
			abandon(n - made < ABANDONED ? n - made : ABANDONED);
		if (pid < 0 || waitpid(pid, 0, 0) < 0)
			return 1;
	}
	return 0;
}

static int is_open(char **fds)
{
	DIR *d = opendir("/proc/self/fd");
	int wrong = 0;
	for (struct dirent *e; d && (e = readdir(d));) {
		char **f = fds;
		while (*f && strcmp(*f, e->d_name))
			f++;
		if (e->d_name[0] == '.' || atoi(e->d_name) == dirfd(d) || *f)
			continue;
		printf("%s is open\n", e->d_name);
		wrong = 1;
	}
	return wrong;
}

int main(int argc, char **argv)
{
	char const *what = argc > 1 ? argv[1] : "";
	if (argc == 3 && (!strcmp(what, "witness") || !strcmp(what, "pair")))
		return witness(argv[2], *what == 'p');
	if (argc == 3 && !strcmp(what, "orphans"))
		return orphans(atol(argv[2]));
	if (!strcmp(what, "open"))
		return is_open(argv + 2);
	fprintf(stderr, "usage: process witness FILE | pair FILE | orphans N | open FD...\n");
	return 100;
}
