/* export-array.c - put the words of a block into one variable, then go on. */
#include <skalibs/netstring.h>

#include "execline.h"

struct opts {
	char const *delim;
};

static struct opt const opts[] = {
	STR('d', "delim", struct opts, delim, "delim",
		"the byte behind every word (default: none, the words are netstrings)"),
	{ 0 },
};

static int append(stralloc *list, char const *word, char const *delim)
{
	if (!*delim)
		return netstring_appends(list, word);
	return stralloc_cats(list, word) && stralloc_catb(list, delim, 1);
}

static struct next run_export_array(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc list = STRALLOC_ZERO;
	struct next n = check_variable(x, c->arg[0]);
	if (n.how == NEXT_EXIT)
		return n;
	for (struct word const *w = c->block[0]; w->s; w++)
		if (!append(&list, word_wire(x, w), o->delim))
			return failsys(x, "unable to get memory");
	if (!stralloc_0(&list))
		return failsys(x, "unable to get memory");
	env_set(x, c->arg[0], list.s);
	stralloc_free(&list);
	return chain(c->rest);
}

struct cmd const cmd_export_array = {
	.name = "export-array",
	.brief = "put the words of a block into one variable, then go on",
	.says = "put the words <words> into the one variable <variable>",
	.form = "variable { [words...] } prog...",
	OPTS(struct opts, opts, .delim = ""),
	.traits = PURE,
	.run = run_export_array,
	.help = "`importas -Ssd \"\" variable` makes words of them again, `importas -Ssd delim "
		"variable` if delim was given.",
};
