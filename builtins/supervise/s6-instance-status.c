/* s6-instance-status.c - show the state of an instance of a service. */
#include "builtin.h"
#include "instance.h"
#include "svstatopts.h"

static struct opt const opts[] = { SVSTAT_OPTS, { 0 } };

static struct next run_instance_status(struct ctx *x, struct call const *c)
{
	struct svstat_opts const *o = c->opt;
	struct wordlist w = wordlist_make(x, 2 * o->fields.n + 4);
	wordlist_add(&w, "s6-svstat");
	if (o->numbers)
		wordlist_add(&w, "-n");
	wordlist_letters(x, &w, &o->fields);
	return instance_chain(x, &w, c);
}

struct cmd const cmd_s6_instance_status = {
	.name = "s6-instance-status",
	.brief = "show the state of an instance of a service",
	.says = "show the state of the instance <name> of <servicedir>",
	.form = "servicedir name",
	OPTS(struct svstat_opts, opts, 0),
	.traits = PURE,
	.run = run_instance_status,
	.operands = "servicedir: the service directory that s6-instance-maker has made\n"
		    "name: the name of the instance",
	.exits =
		"100 when the service is not supervised; else those of s6-svstat, which it becomes",
	.help = "The options are those of s6-svstat.",
	.example = "s6-instance-status -o up,pid /run/service/getty tty1",
};
