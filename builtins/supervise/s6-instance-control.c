/* s6-instance-control.c - control an instance of a service. */
#include "builtin.h"
#include "instance.h"
#include "svc.h"

static struct opt const opts[] = { SVC_OPTS, { 0 } };

static struct next run_instance_control(struct ctx *x, struct call const *c)
{
	struct svc_opts const *o = c->opt;
	struct wordlist w = wordlist_make(x, 2 * o->commands.n + 7);
	char ms[DECIMAL];
	wordlist_add(&w, "s6-svc");
	wordlist_letters(x, &w, &o->commands);
	if (o->state) {
		wordlist_add(&w, "-w");
		wordlist_add(&w, o->state);
		wordlist_add(&w, join(x, "-T", decimal(ms, o->ms)));
	}
	return instance_chain(x, &w, c);
}

struct cmd const cmd_s6_instance_control = {
	.name = "s6-instance-control",
	.brief = "control an instance of a service",
	.says = "tell the supervisor of the instance <name> of <servicedir>: <options>",
	.form = "servicedir name",
	OPTS(struct svc_opts, opts, .state = 0),
	.traits = PURE,
	.run = run_instance_control,
	.operands = "servicedir: the service directory that s6-instance-maker has made\n"
		    "name: the name of the instance",
	.exits = "100 when the service is not supervised; else those of s6-svc, which it becomes",
	.help = "The options are those of s6-svc.",
	.example = "s6-instance-control -wD -T5000 -d /run/service/getty tty1",
};
