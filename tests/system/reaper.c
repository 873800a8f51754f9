/* reaper.c - runs a suite and ends whatever it leaves behind, so that no test outlives its run.
   usage: reaper PROG...; leaves with PROG's exit code, and says what was left. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void say_who(int pid)
{
	char path[64], line[200] = "";
	snprintf(path, sizeof path, "/proc/%d/cmdline", pid);
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(line, 1, sizeof line - 1, f) : 0;
	for (size_t i = 0; i + 1 < n; i++)
		if (!line[i])
			line[i] = ' ';
	if (n)
		printf("# left behind, and ended: %s\n", line);
	if (f)
		fclose(f);
}

/* Kills all children, those that were orphans among them. */
static void end_children(void)
{
	char path[64];
	int pid;
	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	FILE *f = fopen(path, "r");
	while (f && fscanf(f, "%d", &pid) == 1) {
		say_who(pid);
		kill(pid, SIGKILL);
	}
	if (f)
		fclose(f);
}

int main(int argc, char **argv)
{
	int wstat, code = 111;
	if (argc < 2)
		return 100;
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	pid_t suite = fork();
	if (!suite) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	for (pid_t pid; (pid = wait(&wstat)) > 0;)
		if (pid == suite) {
			code = WIFEXITED(wstat) ? WEXITSTATUS(wstat) : 128 + WTERMSIG(wstat);
			break;
		}
	/* Killing some makes orphans of others: until nobody is left. */
	do
		end_children();
	while (wait(0) > 0 || errno == EINTR);
	return code;
}
