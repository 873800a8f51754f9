/* elgetopt.c - take options out of the positional parameters. */
#include <skalibs/sgetopt.h>

#include "execline.h"

struct opts {
	char const *value;
};

static struct opt const opts[] = {
	STR('D', "default", struct opts, value, "value",
		"the value of options without an argument (default: 1)"),
	{ 0 },
};

/* Sets a variable for every option. Returns the number of words read, or the answer. */
static struct next read_options(struct ctx *x, struct positional const *p, char const *letters,
	char const *value, int *read)
{
	subgetopt l = SUBGETOPT_ZERO;
	l.err = 0;
	for (int c; (c = subgetopt_r((int)p->n + 1, p->argv, letters, &l)) != -1; l.arg = 0) {
		char const letter[] = { (char)(c == '?' || c == ':' ? l.problem : c), 0 };
		if (c == '?')
			return failcode(
				x, 1, "unknown option, or one without its argument: -", letter);
		if (c == ':')
			return failcode(x, 1, "option -", letter, " needs an argument");
		env_set(x, join(x, "ELGETOPT_", letter), l.arg ? l.arg : value);
	}
	*read = l.ind;
	return chain(0);
}

static struct next run_elgetopt(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct positional p;
	int read = 0;
	struct next n = positional_read(x, &p, 100, 0);
	if (n.how == NEXT_EXIT)
		return n;
	env_push(x, "ELGETOPT_");
	x->prog = p.argv[0];
	n = read_options(x, &p, c->arg[0], o->value, &read);
	if (n.how == NEXT_EXIT)
		return n;
	positional_write(x, p.argv + read, p.n + 1 - (unsigned int)read, p.n);
	return chain(c->rest);
}

struct cmd const cmd_elgetopt = {
	.name = "elgetopt",
	.brief = "take options out of the positional parameters, then go on",
	.says = "take the options <letters> out of the script's arguments: a letter c becomes "
		"the variable ELGETOPT_c",
	.form = "letters prog...",
	OPTS(struct opts, opts, .value = "1"),
	.traits = PURE,
	.run = run_elgetopt,
	.exits = "1 for an option that is unknown or lacks its argument, 100 when a parameter is "
		 "not set",
	.help = "A colon behind a letter says that the option has an argument. The option -c sets "
		"ELGETOPT_c to its argument, or to 1; older variables of that kind are pushed, "
		"and emptyenv -o brings them back.",
	.example =
		"execlineb -c \"elgetopt vo: importas -D out file ELGETOPT_o echo $file\" -- -o here\n"
		"> here",
};
