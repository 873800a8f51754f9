/* s6-unquote.c - take a string out of its quotes. */
#include "builtin.h"
#include "quoting.h"

struct opts {
	int no_newline;
	char const *delim;
};

static struct opt const opts[] = {
	SET('n', "no-newline", struct opts, no_newline, 1, "write no newline behind it"),
	STR('d', "delimiter", struct opts, delim, "chars",
		"what can be a quote (default: \"); nothing: the string has only escapes"),
	{ 0 },
};

static struct next run_unquote(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc text = STRALLOC_ZERO;
	char const *wrong = quoting_read(&text, c->arg[0], strlen(c->arg[0]), o->delim);
	if (wrong) {
		stralloc_free(&text);
		return fail(x, "unable to unquote ", c->arg[0], ": ", wrong);
	}
	put(x, text.s, text.len);
	put(x, "\n", !o->no_newline);
	stralloc_free(&text);
	return leave(0);
}

struct cmd const cmd_s6_unquote = {
	.name = "s6-unquote",
	.brief = "write what a string in quotes says",
	.form = "string",
	OPTS(struct opts, opts, .delim = "\""),
	.traits = PURE | LEAF,
	.run = run_unquote,
	.operands = "string: as s6-quote writes it",
	.example = "s6-unquote -d ' 'one\\\\0x20word'\n"
		   "> one word",
};
