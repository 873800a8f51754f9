/* s6-linux-init-hpr.c - halt, poweroff and reboot. */
#include <sys/reboot.h>

#include "builtin.h"
#include "shutdown.h"

struct opts {
	int what, force, no_sync, no_record, only_record, no_wall, confirm;
};

static struct opt const opts[] = {
	SET('h', "halt", struct opts, what, SHUTDOWN_HALT,
		"halt; one of -h, -p and -r has to be there"),
	SET('p', "poweroff", struct opts, what, SHUTDOWN_POWEROFF, "halt and turn the power off"),
	SET('r', "reboot", struct opts, what, SHUTDOWN_REBOOT, "start anew"),
	SET('f', "force", struct opts, force, 1, "do it at once: nothing is stopped in order"),
	SET('n', "no-sync", struct opts, no_sync, 1,
		"with -f: do not write what is to go to disks"),
	SET('d', "no-wtmp", struct opts, no_record, 1, "do not write it in the record of logins"),
	SET('w', "wtmp-only", struct opts, only_record, 1, "do nothing but that"),
	SET('W', "no-wall", struct opts, no_wall, 1, "do not tell those who are logged in"),
	SET('i', "interactive", struct opts, confirm, 1,
		"ask for the name of the machine first, which nobody types by mistake"),
	{ 0 },
};

static struct next at_once(struct ctx *x, struct opts const *o)
{
	int how = o->what == SHUTDOWN_HALT       ? RB_HALT_SYSTEM
		  : o->what == SHUTDOWN_POWEROFF ? RB_POWER_OFF
						 : RB_AUTOBOOT;
	if (!o->no_sync)
		sync();
	return reboot(how) < 0 ? failsys(x, "unable to stop the machine") : leave(0);
}

static char const *announcement(int what)
{
	switch (what) {
	case SHUTDOWN_HALT: return "This machine is going to halt NOW.";
	case SHUTDOWN_POWEROFF: return "This machine is going to be turned off NOW.";
	}
	return "This machine is going to start anew NOW.";
}

static struct next run_hpr(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct shutdown s = { .what = (char)o->what };
	if (!o->what)
		return usage(x, c->cmd);
	struct next n = o->confirm ? shutdown_confirm(x) : chain(0);
	if (n.how == NEXT_EXIT)
		return n;
	if (!o->no_record)
		shutdown_record();
	if (o->only_record)
		return leave(0);
	if (o->force)
		return at_once(x, o);
	if (!o->no_wall)
		shutdown_tell(x, announcement(o->what));
	n = shutdown_ask(x, &s);
	return n.how == NEXT_EXIT ? n : leave(0);
}

struct cmd const cmd_s6_linux_init_hpr = {
	.name = "s6-linux-init-hpr",
	.brief = "halt, turn off or restart the machine or container",
	.form = "",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_hpr,
	.exits =
		"0 when it is under way, 1 when it was not confirmed, 100 when no s6-linux-init-shutdownd is there to "
		"do it, 111 when -f is not permitted",
	.help = "Without -f s6-linux-init-shutdownd does it, after everything has stopped in order. The commands halt, "
		"poweroff and reboot that s6-linux-init-maker writes are this one.",
	.example = "s6-linux-init-hpr -r -W",
};
