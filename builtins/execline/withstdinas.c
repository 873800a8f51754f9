/* withstdinas.c - put stdin into a variable, then go on. */
#include <skalibs/djbunix.h>

#include "execline.h"

enum { TAKE, LEAVE, REMOVE, DEFAULT };

struct opts {
	int otherwise, keep, autoimport;
	char const *fallback;
};

static struct opt const opts[] = {
	SET('i', "insist", struct opts, otherwise, LEAVE,
		"leave with 1 for a null character (default: take what is before it)"),
	SET('I', "unexport", struct opts, otherwise, REMOVE,
		"remove the variable for a null character"),
	STR('D', "default", struct opts, fallback, "default",
		"the value when there is a null character", ALSO(struct opts, otherwise, DEFAULT)),
	SET('N', "no-chomp", struct opts, keep, 1, "keep a newline at the end"),
	SET('n', "chomp", struct opts, keep, 0, "remove a newline at the end (default)"),
	AUTOIMPORT_OPTS(struct opts, autoimport),
	{ 0 },
};

static struct next run_withstdinas(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc in = STRALLOC_ZERO;
	struct next n = check_variable(x, c->arg[0]);
	if (n.how == NEXT_EXIT)
		return n;
	if (!slurp(&in, 0) || !stralloc_0(&in))
		return failsys(x, "unable to read stdin");
	int whole = strlen(in.s) + 1 == in.len;
	if (whole && !o->keep && in.len > 1 && in.s[in.len - 2] == '\n')
		in.s[in.len - 2] = 0;
	char const *value = in.s;
	if (!whole && o->otherwise == LEAVE)
		return failcode(x, 1, "stdin holds a null character");
	if (!whole && o->otherwise == DEFAULT)
		warn(x, "stdin holds a null character");
	if (!whole && o->otherwise != TAKE)
		value = o->otherwise == DEFAULT ? o->fallback : 0;
	n = hand_over(x, c->rest, c->arg[0], value, o->autoimport);
	stralloc_free(&in);
	return n;
}

struct cmd const cmd_withstdinas = {
	.name = "withstdinas",
	.brief = "put stdin into a variable, then go on",
	.says = "[--autoimport|replace ${<variable>} by all that stdin holds in what follows|put "
		"all that stdin holds into the variable <variable>]",
	.form = "variable [prog...]",
	OPTS(struct opts, opts, 0),
	.run = run_withstdinas,
	.exits = "1 when stdin holds a null character and -i was given",
	.help = "It reads stdin to its end.",
	.example =
		"pipeline { echo hello } withstdinas text importas -i t text echo \"read: ${t}\"\n"
		"> read: hello",
};
