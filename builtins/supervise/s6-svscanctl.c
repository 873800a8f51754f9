/* s6-svscanctl.c - give commands to the root of a supervision tree. */
#include "builtin.h"

#include "control.h"
#include "scanclient.h"
#include "svscanctl.h"

struct opts {
	struct letters commands;
};

#define OPTION(letter, name, help) ADD(letter, 0, struct opts, commands, help),

static struct opt const opts[] = { SVSCANCTL(OPTION){ 0 } };

static struct next run_svscanctl(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	if (!scandir_send(c->arg[0], o->commands.s, o->commands.n))
		return leave(0);
	if (control_unheard(errno))
		return fail(x, "unable to control ", c->arg[0], ": no s6-svscan runs there");
	return failsys(x, "unable to control ", c->arg[0]);
}

struct cmd const cmd_s6_svscanctl = {
	.name = "s6-svscanctl",
	.brief = "give commands to the s6-svscan of a scan directory",
	.says = "tell the supervisor of <scandir>: <options>",
	.form = "scandir",
	OPTS(struct opts, opts, { 0 }),
	.traits = PURE | LEAF,
	.run = run_svscanctl,
	.exits = "100 when no s6-svscan runs there, 111 when the commands cannot be sent",
	.example = "s6-svscanctl -h /run/service",
};
