/* windlass-kill.c - send a signal to processes. */
#include "builtin.h"

#include <signal.h>
#include <skalibs/sig.h>
#include <skalibs/types.h>

static struct next run_kill(struct ctx *x, struct call const *c)
{
	int sig;
	if (!sig0_scan(c->arg[0], &sig) || sig < 1)
		return fail(x, "unknown signal: ", c->arg[0]);
	for (struct word const *w = c->rest; w->s; w++) {
		unsigned int pid;
		x->at = w->at;
		if (!uint0_scan(w->s, &pid) || !pid || pid > INT32_MAX)
			return fail(x, "not a process: ", w->s);
		if (kill((pid_t)pid, sig) < 0)
			return failsys(x, "unable to send a signal to ", w->s);
	}
	return leave(0);
}

struct cmd const cmd_windlass_kill = {
	.name = "windlass-kill",
	.brief = "send a signal to processes",
	.says = "send the signal <signal> to <pids>",
	.form = "signal pids...",
	.traits = PURE | LEAF,
	.run = run_kill,
	.operands = "signal: its name, with or without SIG, or its number\n"
		    "pids: numbers of processes",
	.help = "An image without a shell has no other program for this.",
	.example = "windlass-kill USR1 4711",
};
