/* service.c - a service that does nothing: it writes a newline when it is up and whenever it gets SIGUSR1; one that
   is called "late" only then. */
#include <signal.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int sig;
	sigset_t set;
	int late = argc > 1 && !strcmp(argv[1], "late");
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, 0);
	do {
		if (!late && write(1, "\n", 1) < 1)
			return 1;
		late = 0;
	} while (!sigwait(&set, &sig));
	return 1;
}
