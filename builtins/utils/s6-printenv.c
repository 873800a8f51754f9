/* s6-printenv.c - write the environment. */
#include "builtin.h"
#include "envtext.h"

struct opts {
	int no_end, nul;
	char const *delimiter;
};

static struct opt const opts[] = {
	SET('n', "no-newline", struct opts, no_end, 1, "no delimiter after the last"),
	SET('0', "null", struct opts, nul, 1, "a NUL after each variable"),
	STR('d', "delim", struct opts, delimiter, "char",
		"this after each variable (default: a newline)"),
	{ 0 },
};

static struct next run_printenv(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	size_t len;
	char const *text = env_text(x, o->nul ? 0 : *o->delimiter, !o->no_end, &len);
	put(x, text, len);
	return leave(0);
}

struct cmd const cmd_s6_printenv = {
	.name = "s6-printenv",
	.brief = "write the environment",
	OPTS(struct opts, opts, .delimiter = "\n"),
	.traits = PURE | LEAF,
	.run = run_printenv,
	.help = "A line is NAME=VALUE.",
	.example = "emptyenv export A 1 s6-printenv\n"
		   "> A=1",
};
