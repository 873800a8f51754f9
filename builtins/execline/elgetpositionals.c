/* elgetpositionals.c - substitute the positional parameters of the environment. */
#include "execline.h"

struct opts {
	unsigned int least;
};

static struct opt const opts[] = {
	NUM('P', "least", struct opts, least, 1 << 20, "n",
		"substitute n of them at least, by empty words where there are none"),
	{ 0 },
};

static struct next add_one(struct ctx *x, struct vars *vars, char const *key, char const *value)
{
	char const **v = arena_get(x, sizeof *v);
	*v = value;
	return vars_add(x, vars, arena_text(x, key, strlen(key)), v, 1);
}

static struct next subst_elgetpositionals(struct ctx *x, struct call const *c, struct vars *vars)
{
	struct opts const *o = c->opt;
	struct positional p;
	char b[DECIMAL];
	struct next n = positional_read(x, &p, vars->blame ? vars->blame : 111, 0);
	if (n.how == NEXT_EXIT)
		return n;
	if (too_few_arguments(x, p.n, o->least, 0) < 0)
		return leave(100);
	n = add_one(x, vars, "#", env_value(x, "#"));
	for (unsigned int i = 0; n.how == NEXT_CHAIN && (i <= p.n || i <= o->least); i++)
		n = add_one(x, vars, decimal(b, i), i <= p.n ? p.argv[i] : "");
	return n.how == NEXT_EXIT ? n : vars_add(x, vars, "@", p.argv + 1, p.n);
}

struct cmd const cmd_elgetpositionals = {
	.name = "elgetpositionals",
	.brief = "substitute $#, $@, $0, $1 and so on from the environment",
	.says = "replace $#, $@, $0, $1 and so on by the script's arguments, as the environment "
		"has them[--least|; where there are fewer than <--least>, by empty words]",
	.form = "[prog...]",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_subst,
	.subst = subst_elgetpositionals,
	.exits = "111 when a parameter is not set",
	.help = "The variables #, 0, 1 and so on are what execlineb sets without -P, -S and -s. $@ "
		"becomes $1 and the ones behind it, each a word of its own.",
	.example = "execlineb -c \"elgetpositionals echo $# $1\" one two\n"
		   "> 2 one",
};
