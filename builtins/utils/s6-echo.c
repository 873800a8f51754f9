/* s6-echo.c - write words, without escapes. */
#include "builtin.h"

struct opts {
	int no_newline;
	char const *separator;
};

static struct opt const opts[] = {
	SET('n', "no-newline", struct opts, no_newline, 1, "no newline at the end"),
	STR('s', "separator", struct opts, separator, "separator",
		"what stands between words (default: a blank)"),
	{ 0 },
};

static struct next run_echo(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	for (struct word const *w = c->rest; w->s; w++) {
		put_text(x, word_wire(x, w));
		if (w[1].s)
			put_text(x, o->separator);
	}
	if (!o->no_newline)
		put_text(x, "\n");
	return leave(0);
}

struct cmd const cmd_s6_echo = {
	.name = "s6-echo",
	.brief = "write words to stdout",
	.says = "write [words|<words>|an empty line]",
	.form = "[words...]",
	OPTS(struct opts, opts, .separator = " "),
	.traits = PURE | LEAF,
	.run = run_echo,
	.example = "s6-echo -s , one two\n"
		   "> one,two",
};
