/* multisubstitute.c - several substitutions at once. */
#include "builtin.h"

#include "nearest.h"

static int is_directive(struct cmd const *cmd)
{
	return cmd->subst != 0;
}

/* Reads the directive that WORDS begin with into VARS; the answer goes on behind it. */
static struct next directive(struct ctx *x, struct word *words, struct vars *vars)
{
	struct call c;
	struct cmd const *cmd = words->depth ? 0 : cmd_find(words->s);
	x->at = words->at;
	if (!cmd || !cmd->subst)
		return fail(x, "unknown directive ", words->s,
			did_you_mean(x, cmd ? 0 : nearest_command(words->s, is_directive)));
	struct next n = call_read(x, cmd, words, 1, &c);
	if (n.how == NEXT_EXIT)
		return n;
	n = cmd->subst(x, &c, vars);
	return n.how == NEXT_EXIT ? n : chain(c.rest);
}

static struct next run_multisubstitute(struct ctx *x, struct call const *c)
{
	struct vars vars = { .blame = 100 };
	struct next n = chain(c->block[0]);
	while (n.words->s) {
		n = directive(x, n.words, &vars);
		if (n.how == NEXT_EXIT)
			return n;
	}
	return chain(substitute(x, c->rest, &vars));
}

struct cmd const cmd_multisubstitute = {
	.name = "multisubstitute",
	.brief = "make several substitutions at once",
	.says = "make all these replacements at once, so that no value is looked at for the keys "
		"of another:",
	.form = "{ [substitution...] } prog...",
	.traits = PURE,
	.run = run_multisubstitute,
	.exits = "100 for a directive that is unknown or wrong, or a key that is empty or there "
		 "twice",
	.help = "Each directive is one of define, importas, import, elglob, elgetpositionals and "
		"multidefine as it stands in a chain, without the rest. No value is looked at "
		"again for the keys of the others.",
	.example = "multisubstitute { define a 1 define b 2 } echo \"${a} and ${b}\"\n"
		   "> 1 and 2",
};
