/* export.c - set a variable, then go on. */
#include "builtin.h"

static struct next run_export(struct ctx *x, struct call const *c)
{
	if (strchr(c->arg[0], '='))
		return fail(x, "invalid variable name: ", c->arg[0]);
	env_set(x, c->arg[0], c->arg[1]);
	return chain(c->rest);
}

struct cmd const cmd_export = {
	.name = "export",
	.brief = "set a variable, then go on",
	.says = "set the variable <variable> to <value>",
	.form = "variable value prog...",
	.traits = PURE,
	.run = run_export,
	.operands = "value: what it is set to",
	.help = "What follows finds the variable in its environment. To have it in words, importas "
		"is needed too.",
	.example = "export GREETING hello importas -i text GREETING echo $text\n"
		   "> hello",
};
