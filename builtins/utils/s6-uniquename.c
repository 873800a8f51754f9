/* s6-uniquename.c - make up a name. */
#include <skalibs/random.h>

#include "builtin.h"

struct opts {
	unsigned int length;
};

static struct opt const opts[] = {
	NUM('n', "length", struct opts, length, 255, "n",
		"how many random characters (default: 8)"),
	{ 0 },
};

static struct next run_uniquename(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc name = STRALLOC_ZERO;
	if (!stralloc_cats(&name, c->arg[0]) || random_sauniquename(&name, o->length) < 0)
		return failsys(x, "unable to make up a name");
	put(x, name.s, name.len);
	put(x, "\n", 1);
	stralloc_free(&name);
	return leave(0);
}

struct cmd const cmd_s6_uniquename = {
	.name = "s6-uniquename",
	.brief = "write a name that begins with a prefix and is in use nowhere",
	.form = "prefix",
	OPTS(struct opts, opts, .length = 8),
	.traits = LEAF,
	.run = run_uniquename,
	.help = "Nothing is made: somebody else may take the name first.",
	.example = "backtick name { s6-uniquename /tmp/web. } importas -i n name s6-mkdir $n",
};
