/* s6-unquote-filter.c - take every line out of its quotes. */
#include "builtin.h"
#include "linefilter.h"
#include "quoting.h"

struct opts {
	int strict;
	char const *delim;
};

enum { QUIET, WARN, DETAIL, DIE };

static struct opt const opts[] = {
	SET('q', "quiet", struct opts, strict, QUIET, "say nothing of lines that are not quoted"),
	SET('Q', "warn", struct opts, strict, WARN, "name them by their numbers (default)"),
	SET('v', "verbose", struct opts, strict, DETAIL, "say what is wrong with them, too"),
	SET('w', "strict", struct opts, strict, DIE, "leave with 100 at the first"),
	STR('d', "delimiter", struct opts, delim, "chars",
		"what can be a quote (default: \"); nothing: lines have only escapes"),
	{ 0 },
};

struct unquoting {
	struct ctx *x;
	struct opts const *o;
	unsigned long number;
	char const *died_of;
};

static int bad_line(
	struct unquoting *u, stralloc *out, char const *line, size_t len, char const *why)
{
	char b[DECIMAL];
	decimal(b, u->number);
	if (u->o->strict == DIE) {
		u->died_of = why;
		return LINEFILTER_STOP;
	}
	if (u->o->strict == WARN)
		warn(u->x, "unable to unquote line ", b);
	if (u->o->strict == DETAIL)
		warn(u->x, "unable to unquote line ", b, ": ", why, ": ",
			arena_text(u->x, line, len));
	return stralloc_catb(out, line, len) ? LINEFILTER_LINE : LINEFILTER_STOP;
}

static int unquote_line(void *arg, stralloc *out, char const *line, size_t len)
{
	struct unquoting *u = arg;
	struct arena mark = arena_mark(u->x);
	char const *why = quoting_read(out, line, len, u->o->delim);
	u->number++;
	int r = why ? bad_line(u, out, line, len, why) : LINEFILTER_LINE;
	arena_release(u->x, mark);
	return r;
}

static struct next run_unquote_filter(struct ctx *x, struct call const *c)
{
	struct unquoting u = { .x = x, .o = c->opt };
	char const *wrong = linefilter(0, 1, unquote_line, &u, LINEFILTER_COMPLETE);
	char b[DECIMAL];
	if (u.died_of)
		return fail(x, "unable to unquote line ", decimal(b, u.number), ": ", u.died_of);
	return wrong ? failsys(x, "unable to ", wrong) : leave(0);
}

struct cmd const cmd_s6_unquote_filter = {
	.name = "s6-unquote-filter",
	.brief = "write what the quoted lines of stdin say",
	.form = "",
	OPTS(struct opts, opts, .strict = WARN, .delim = "\""),
	.traits = LEAF,
	.run = run_unquote_filter,
	.exits = "100 with -w at a line that is not quoted",
	.help = "Lines that are not quoted stay as they are.",
	.example = "pipeline { s6-quote \"two words\" } s6-unquote-filter\n"
		   "> two words",
};
