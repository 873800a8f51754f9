/* s6-nuke.c - signal all processes. */
#include <signal.h>

#include "builtin.h"

struct opts {
	int what;
};

enum { HANGUP = 1, TERMINATE = 2, KILL = 4 };

static struct opt const opts[] = {
	OR('h', "hup", struct opts, what, HANGUP, "send SIGHUP"),
	OR('t', "term", struct opts, what, TERMINATE, "send SIGTERM, then SIGCONT"),
	OR('k', "kill", struct opts, what, KILL, "send SIGKILL"),
	{ 0 },
};

/* That there is nobody to signal is no error. */
static int signal_all(int sig)
{
	return kill(-1, sig) < 0 && errno != ESRCH ? -1 : 0;
}

static struct next run_nuke(struct ctx *x, struct call const *c)
{
	int what = ((struct opts const *)c->opt)->what, r = 0;
	if (!what)
		return usage(x, c->cmd);
	if (what & HANGUP)
		r |= signal_all(SIGHUP);
	if (what & TERMINATE)
		r |= signal_all(SIGTERM) | signal_all(SIGCONT);
	if (what & KILL)
		r |= signal_all(SIGKILL);
	return r ? failsys(x, "unable to signal all processes") : leave(0);
}

struct cmd const cmd_s6_nuke = {
	.name = "s6-nuke",
	.brief = "signal all processes but the first and this one",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_nuke,
	.help = "It is meant for process 1 and its scripts, at the end of a container or machine.",
	.example = "s6-nuke -t",
};
