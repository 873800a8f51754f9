/* case.c - go on with the block whose pattern a value matches. */
#include <fnmatch.h>
#include <regex.h>

#include "builtin.h"

enum { GROUPS = 100 };

struct opts {
	int shell, basic, fold, numbered;
};

static struct opt const opts[] = {
	SET('s', "shell", struct opts, shell, 1, "patterns are shell patterns"),
	SET('S', "regex", struct opts, shell, 0, "patterns are regular expressions (default)"),
	SET('e', "basic", struct opts, basic, 1,
		"basic regular expressions; with -s, backslashes are plain"),
	SET('E', "extended", struct opts, basic, 0,
		"extended regular expressions (default); with -s, backslashes escape"),
	SET('i', "ignore-case", struct opts, fold, 1,
		"upper and lower case are the same; with -s, a period in front is special"),
	SET('N', "numbered", struct opts, numbered, 1,
		"put the pattern and its groups into 0, #, 1 and so on; with -s, slashes are "
		"special"),
	SET('n', "no-numbered", struct opts, numbered, 0, "set no variables for groups (default)"),
	{ 0 },
};

/* A directive as a call: the pattern is its name. */
static struct cmd const directive = {
	.name = "case",
	.form = "{ [block...] } [directives...]",
};

static void export_groups(
	struct ctx *x, char const *pattern, char const *value, regmatch_t const *m, size_t n)
{
	char b[DECIMAL];
	env_set_number(x, "#", n);
	env_set(x, "0", pattern);
	for (size_t i = 1; i <= n; i++) {
		size_t len = i < GROUPS && m[i].rm_so >= 0 ? (size_t)(m[i].rm_eo - m[i].rm_so) : 0;
		char const *at = len ? value + m[i].rm_so : "";
		env_set(x, decimal(b, i), arena_text(x, at, len));
	}
}

/* Returns chain(0), and in *YES whether VALUE matches. */
static struct next match_regex(
	struct ctx *x, struct opts const *o, char const *pattern, char const *value, int *yes)
{
	regex_t re;
	regmatch_t m[GROUPS];
	char why[256];
	int flags = REG_NEWLINE | (o->basic ? 0 : REG_EXTENDED) | (o->fold ? REG_ICASE : 0) |
		    (o->numbered ? 0 : REG_NOSUB);
	int r = regcomp(&re, join(x, "^", pattern, "$"), flags);
	if (r) {
		regerror(r, &re, why, sizeof why);
		return fail(x, "invalid regular expression ", pattern, ": ", why);
	}
	*yes = !regexec(&re, value, GROUPS, m, 0);
	if (*yes && o->numbered)
		export_groups(x, pattern, value, m, re.re_nsub);
	regfree(&re);
	return chain(0);
}

static struct next match(
	struct ctx *x, struct opts const *o, char const *pattern, char const *value, int *yes)
{
	if (!o->shell)
		return match_regex(x, o, pattern, value, yes);
	int flags = (o->basic ? FNM_NOESCAPE : 0) | (o->fold ? FNM_PERIOD : 0) |
		    (o->numbered ? FNM_PATHNAME : 0);
	*yes = !fnmatch(pattern, value, flags);
	return chain(0);
}

static struct next run_case(struct ctx *x, struct call const *c)
{
	struct word *w = c->block[0];
	while (w->s) {
		struct call d;
		int yes;
		struct next n = call_read(x, &directive, w, 1, &d);
		if (n.how == NEXT_EXIT)
			return n;
		x->at = d.at;
		n = match(x, c->opt, word_wire(x, w), c->arg[0], &yes);
		if (n.how == NEXT_EXIT)
			return n;
		if (yes)
			return chain(d.block[0]);
		w = d.rest;
	}
	return chain(c->rest);
}

struct cmd const cmd_case = {
	.name = "case",
	.brief = "go on with the block whose pattern a value matches, or with the rest",
	.says = "compare <value> with these patterns; go on with the block of the first that "
		"matches, or below if none does:",
	.form = "value { [pattern-and-block...] } [prog...]",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_case,
	.operands =
		"value: the text to match\n"
		"pattern-and-block: any number of patterns, each with the block to go on with when "
		"it is the first that matches\n"
		"prog: what to go on with when none matches",
	.exits = "0 when nothing matches and nothing follows, 100 for a bad pattern",
	.help = "A pattern has to match the whole value or a whole line of it, and the first that does "
		"counts. A block "
		"ends the chain: what stands behind the patterns is for when none of them matches. "
		"With -N the block finds the pattern as the variable 0, the number of groups as # "
		"and the groups as 1, 2 and so on; elgetpositionals substitutes them.",
	.example =
		"case -s report.txt { \"*.txt\" { echo \"a text\" } \"*\" { echo \"something else\" } }\n"
		"> a text\n"
		"\n"
		"case -E -N \"key=value\" { \"(.*)=(.*)\" { elgetpositionals echo \"${1} is ${2}\" } }\n"
		"> key is value",
};
