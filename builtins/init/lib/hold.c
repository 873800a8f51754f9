/* hold.c - the signals that s6-svscan answers. */
#include "hold.h"

#include <signal.h>

int hold_signals(int how)
{
	static int const held[] = { SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGUSR1, SIGUSR2, SIGPWR,
		SIGWINCH };
	sigset_t set;
	sigemptyset(&set);
	for (unsigned int i = 0; i < sizeof held / sizeof *held; i++)
		sigaddset(&set, held[i]);
	return sigprocmask(how, &set, 0);
}
