/* s6-quote.c - put a string into quotes. */
#include "builtin.h"
#include "quoting.h"

struct opts {
	int no_newline, bare;
	char const *delim;
};

static struct opt const opts[] = {
	SET('n', "no-newline", struct opts, no_newline, 1, "write no newline behind it"),
	SET('u', "bare", struct opts, bare, 1, "write only escapes, no quotes"),
	STR('d', "delimiter", struct opts, delim, "char", "the quote (default: \")"),
	{ 0 },
};

static struct next run_quote(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc text = STRALLOC_ZERO;
	if (!quoting_fits(o->delim))
		return fail(x, "this cannot be a quote: ", o->delim);
	if (!quoting_add(&text, c->arg[0], strlen(c->arg[0]), o->delim, o->bare))
		return failsys(x, "unable to quote");
	put(x, text.s, text.len);
	put(x, "\n", !o->no_newline);
	stralloc_free(&text);
	return leave(0);
}

struct cmd const cmd_s6_quote = {
	.name = "s6-quote",
	.brief = "write a string in quotes, so that a script can hold it",
	.form = "string",
	OPTS(struct opts, opts, .delim = "\""),
	.traits = PURE | LEAF,
	.run = run_quote,
	.operands = "string: any text",
	.help = "What is written is plain ASCII without control characters. s6-unquote takes it back.",
	.example = "s6-quote \"two words\"\n"
		   "> \"two words\"",
};
