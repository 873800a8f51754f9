/* svc.h - the letters of a service's control fifo, once: the client's options, the supervisor's
   dispatch and the help all expand these. */
#ifndef SVC_H
#define SVC_H

#include <signal.h>
#include <stdint.h>

#include "opt.h"

/* letter, name of the action, what it does */
#define SVC_STATES(X) \
	X('u', UP, "up: start it, restart it whenever it dies") \
	X('U', UP_FOR_GOOD, "as -u, and remove the down file") \
	X('d', DOWN, "down: stop it, do not restart it") \
	X('D', DOWN_FOR_GOOD, "as -d, and create the down file") \
	X('o', ONCE, "once: start it if it is down, do not restart it") \
	X('O', AT_MOST_ONCE, "as -o, but do not start it") \
	X('Q', AT_MOST_ONCE_FOR_GOOD, "as -O, and create the down file") \
	X('x', EXIT, "make the supervisor leave once the service is down") \
	X('r', RESTART, "send the down signal, whatever state is wanted") \
	X('l', RELOAD, "send the reload signal (SIGHUP by default)")

/* letter, signal, whether the whole process group gets it, what it does */
#define SVC_SIGNALS(X) \
	X('a', SIGALRM, 0, "send SIGALRM") \
	X('b', SIGABRT, 0, "send SIGABRT") \
	X('q', SIGQUIT, 0, "send SIGQUIT") \
	X('h', SIGHUP, 0, "send SIGHUP") \
	X('k', SIGKILL, 0, "send SIGKILL") \
	X('t', SIGTERM, 0, "send SIGTERM") \
	X('i', SIGINT, 0, "send SIGINT") \
	X('1', SIGUSR1, 0, "send SIGUSR1") \
	X('2', SIGUSR2, 0, "send SIGUSR2") \
	X('p', SIGSTOP, 0, "pause: send SIGSTOP") \
	X('c', SIGCONT, 0, "continue: send SIGCONT") \
	X('y', SIGWINCH, 0, "send SIGWINCH") \
	X('P', SIGSTOP, 1, "send SIGSTOP to the process group") \
	X('C', SIGCONT, 1, "send SIGCONT to the process group") \
	X('K', SIGKILL, 1, "send SIGKILL to the process group")

/* The options of s6-svc, and of all that control like it. */
struct svc_opts {
	struct letters commands;
	char const *state;
	unsigned int ms;
};
#define SVC_STATE_OPTION(letter, name, help)        ADD(letter, 0, struct svc_opts, commands, help),
#define SVC_SIGNAL_OPTION(letter, sig, group, help) ADD(letter, 0, struct svc_opts, commands, help),
#define SVC_OPTS \
	SVC_STATES(SVC_STATE_OPTION) \
	SVC_SIGNALS(SVC_SIGNAL_OPTION) \
	ADD_WITH('s', "signal", struct svc_opts, commands, "signal", \
		"send this signal, by name or number"), \
		STR('w', "wait", struct svc_opts, state, "state", \
			"wait until it is up (u), up and ready (U), down (d), down and finished (D), " \
			"restarted (r), restarted and ready (R)"), \
		NUM('T', "timeout", struct svc_opts, ms, UINT32_MAX, "ms", \
			"give up waiting after this many milliseconds (default: 0, never)")

#endif
