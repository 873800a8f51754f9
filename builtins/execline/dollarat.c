/* dollarat.c - write the positional parameters. */
#include "execline.h"

struct opts {
	int no_last, nul;
	char const *delim;
};

static struct opt const opts[] = {
	SET('n', "no-last", struct opts, no_last, 1, "write no delimiter behind the last"),
	SET('0', "null", struct opts, nul, 1, "delimit by null characters"),
	STR('d', "delim", struct opts, delim, "delim",
		"the byte that delimits (default: newline); empty for netstrings",
		ALSO(struct opts, nul, 0)),
	{ 0 },
};

static void put_netstring(struct ctx *x, char const *s)
{
	char b[DECIMAL];
	put_text(x, decimal(b, strlen(s)));
	put_text(x, ":");
	put_text(x, s);
	put_text(x, ",");
}

static struct next run_dollarat(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct positional p;
	struct next n = positional_read(x, &p, 100, 0);
	if (n.how == NEXT_EXIT)
		return n;
	for (unsigned int i = 1; i <= p.n; i++) {
		if (!o->nul && !*o->delim) {
			put_netstring(x, p.argv[i]);
			continue;
		}
		put_text(x, p.argv[i]);
		if (i < p.n || !o->no_last)
			put(x, o->nul ? "" : o->delim, 1);
	}
	return leave(0);
}

struct cmd const cmd_dollarat = {
	.name = "dollarat",
	.brief = "write the positional parameters",
	.says = "write the script's arguments[--null||, one a line]",
	.form = "[ignored...]",
	OPTS(struct opts, opts, .delim = "\n"),
	.traits = PURE | LEAF,
	.run = run_dollarat,
	.exits = "100 when a parameter is not set",
	.help = "It reads the variables #, 0, 1 and so on, which execlineb sets without -P, -S and "
		"-s.",
	.example = "execlineb -c dollarat one two\n"
		   "> one\n"
		   "> two",
};
