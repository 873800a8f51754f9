/* s6-grep.c - pick lines of stdin. */
#include <regex.h>

#include "builtin.h"
#include "lines.h"

struct opts {
	int flags, fixed, invert, what;
};

enum { LINES, NUMBERED, COUNT, QUIET };

static struct opt const opts[] = {
	OR('E', "extended", struct opts, flags, REG_EXTENDED,
		"the pattern is an extended regular expression"),
	SET('F', "fixed", struct opts, fixed, 1, "the pattern is plain text"),
	OR('i', "ignore-case", struct opts, flags, REG_ICASE, "capitals do not matter"),
	SET('v', "invert", struct opts, invert, 1, "pick the lines that do not match"),
	SET('n', "number", struct opts, what, NUMBERED, "write the line's number before it"),
	SET('c', "count", struct opts, what, COUNT, "write only how many there are"),
	SET('q', "quiet", struct opts, what, QUIET, "write nothing, stop at the first"),
	{ 0 },
};

struct pattern {
	regex_t re;
	char const *text; /* instead, when it is plain */
	int icase;
};

static int matches(struct pattern const *p, char const *line)
{
	if (!p->text)
		return !regexec(&p->re, line, 0, 0, 0);
	return (p->icase ? strcasestr(line, p->text) : strstr(line, p->text)) != 0;
}

static void put_line(struct ctx *x, struct lines const *l, int what, unsigned long number)
{
	char b[DECIMAL];
	if (what > NUMBERED)
		return;
	if (what == NUMBERED) {
		put_text(x, decimal(b, number));
		put(x, ":", 1);
	}
	put(x, l->line.s, l->line.len - 1);
	put(x, "\n", 1);
}

static struct next pick(struct ctx *x, struct opts const *o, struct pattern const *p)
{
	struct lines l;
	unsigned long number = 0, picked = 0;
	char b[DECIMAL];
	int r;
	lines_open(&l, '\n');
	while ((r = lines_next(&l)) > 0 && !(picked && o->what == QUIET)) {
		number++;
		if (matches(p, l.line.s) == o->invert)
			continue;
		picked++;
		put_line(x, &l, o->what, number);
	}
	lines_close(&l);
	if (r < 0)
		return failsys(x, "unable to read stdin");
	if (o->what == COUNT) {
		put_text(x, decimal(b, picked));
		put(x, "\n", 1);
	}
	return leave(picked == 0);
}

static struct next run_grep(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct pattern p = { .text = o->fixed ? c->arg[0] : 0, .icase = o->flags & REG_ICASE };
	char why[128];
	int wrong = o->fixed ? 0 : regcomp(&p.re, c->arg[0], o->flags | REG_NOSUB);
	if (wrong) {
		regerror(wrong, &p.re, why, sizeof why);
		x->at = c->arg_at[0];
		return failcode(x, wrong == REG_ESPACE ? 111 : 100, "invalid pattern: ", why);
	}
	struct next n = pick(x, o, &p);
	if (!o->fixed)
		regfree(&p.re);
	return n;
}

struct cmd const cmd_s6_grep = {
	.name = "s6-grep",
	.brief = "write the lines of stdin that match a pattern",
	.says = "write the lines of stdin that match <pattern>",
	.form = "pattern",
	OPTS(struct opts, opts, 0),
	.traits = PURE | LEAF,
	.run = run_grep,
	.operands =
		"pattern: a basic regular expression; with -E an extended one, with -F plain text",
	.exits = "0 when there were some, 1 when there were none",
	.example = "pipeline { s6-seq 12 } s6-grep -n 2\n"
		   "> 2:2\n"
		   "> 12:12",
};
