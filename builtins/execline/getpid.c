/* getpid.c - put the process number into a variable, then go on. */
#include "execline.h"

struct opts {
	int autoimport, parent;
};

static struct opt const opts[] = {
	AUTOIMPORT_OPTS(struct opts, autoimport),
	SET('P', "parent", struct opts, parent, 1, "put the parent's process number instead"),
	SET('p', "self", struct opts, parent, 0, "put that of this chain (default)"),
	{ 0 },
};

static struct next run_getpid(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char b[DECIMAL];
	struct next n = check_variable(x, c->arg[0]);
	if (n.how == NEXT_EXIT)
		return n;
	decimal(b, (unsigned long)(o->parent ? getppid() : getpid()));
	return hand_over(x, c->rest, c->arg[0], b, o->autoimport);
}

struct cmd const cmd_getpid = {
	.name = "getpid",
	.brief = "put the process number into a variable, then go on",
	.says = "[--autoimport|replace ${<variable>} by [--parent|the parent's|this] process "
		"number in what follows|put [--parent|the parent's|this] process number into the "
		"variable <variable>]",
	.form = "variable prog...",
	OPTS(struct opts, opts, 0),
	.run = run_getpid,
	.example = "getpid PID importas -i pid PID echo \"process ${pid}\"",
};
