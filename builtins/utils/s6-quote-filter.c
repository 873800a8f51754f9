/* s6-quote-filter.c - put every line into quotes. */
#include "builtin.h"
#include "linefilter.h"
#include "quoting.h"

struct opts {
	int bare;
	char const *delim;
};

static struct opt const opts[] = {
	SET('u', "bare", struct opts, bare, 1, "write only escapes, no quotes"),
	STR('d', "delimiter", struct opts, delim, "char", "the quote (default: \")"),
	{ 0 },
};

static int quote_line(void *arg, stralloc *out, char const *line, size_t len)
{
	struct opts const *o = arg;
	return quoting_add(out, line, len, o->delim, o->bare) ? LINEFILTER_LINE : LINEFILTER_STOP;
}

static struct next run_quote_filter(struct ctx *x, struct call const *c)
{
	struct opts o = *(struct opts const *)c->opt;
	if (!quoting_fits(o.delim))
		return fail(x, "this cannot be a quote: ", o.delim);
	char const *wrong = linefilter(0, 1, quote_line, &o, LINEFILTER_COMPLETE);
	return wrong ? failsys(x, "unable to ", wrong) : leave(0);
}

struct cmd const cmd_s6_quote_filter = {
	.name = "s6-quote-filter",
	.brief = "write every line of stdin in quotes",
	.form = "",
	OPTS(struct opts, opts, .delim = "\""),
	.traits = LEAF,
	.run = run_quote_filter,
	.help = "As s6-quote does. s6-unquote-filter takes it back.",
	.example = "pipeline { s6-echo \"two words\" } s6-quote-filter\n"
		   "> \"two words\"",
};
