/* windlass-hold.c - let signals that would end a container wait for its supervisor. */
#include "builtin.h"

#include <signal.h>

#include "hold.h"

struct opts {
	int how;
};

static struct opt const opts[] = {
	SET('r', "release", struct opts, how, SIG_UNBLOCK, "let them come again"),
	{ 0 },
};

static struct next run_hold(struct ctx *x, struct call const *c)
{
	if (hold_signals(((struct opts const *)c->opt)->how) < 0)
		return failsys(x, "unable to hold signals");
	return chain(c->rest);
}

struct cmd const cmd_windlass_hold = {
	.name = "windlass-hold",
	.brief = "hold the signals that s6-svscan answers until it is there, then go on",
	.form = "prog...",
	OPTS(struct opts, opts, .how = SIG_BLOCK),
	.run = run_hold,
	.help = "The kernel drops signals that process 1 has no answer to; held ones wait.",
};
