/* background.c - start a block, then go on beside it. */
#include "builtin.h"

struct opts {
	int detach;
};

static struct opt const opts[] = {
	SET('d', "doublefork", struct opts, detach, 1, "start it as a grandchild"),
	{ 0 },
};

static struct next run_background(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int detach = o->detach && c->rest->s;
	pid_t pid = detach ? spawn_detached(x, c->block[0], 0) : spawn(x, c->block[0], 0);
	if (pid < 0)
		return spawn_failed(x);
	env_set_number(x, "!", (unsigned long)pid);
	return chain(c->rest);
}

struct cmd const cmd_background = {
	.name = "background",
	.brief = "start a block, then go on beside it",
	.says = "start this and go on beside it (the variable ! has its process number):",
	.form = "{ block... } [prog...]",
	OPTS(struct opts, opts, 0),
	.traits = FORKS,
	.run = run_background,
	.help = "The variable ! becomes its process number, for wait. What the block comes to does "
		"not matter to what follows.",
	.example = "background { echo beside } importas -i pid ! wait { $pid } echo done\n"
		   "> beside\n"
		   "> done",
};
