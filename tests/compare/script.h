/* script.h - random scripts. What runs at once writes to different places, what loops comes to an end,
   and what is known to differ (doc/differences.md) is left out. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "text.h"

enum { DEPTH = 4, LIMIT = 4096 };

static int depth;
static unsigned int backgrounds, files; /* how many there are so far */
static int parallel;                    /* the order of what it says means nothing */

static void chain(void);

static void open_block(void)
{
	say("{");
	blank();
}

static void close_block(void)
{
	blank();
	say("}");
	blank();
}

static void block(void)
{
	open_block();
	chain();
	close_block();
}

/* A block as no script would have it: its quoting is written by hand, and now and then missing. */
static void block_by_hand(void)
{
	for (unsigned int n = below(3); n; n--)
		say(below(5) ? "\" show\" " : "show ");
	if (rarely(2))
		say("\" a\" \" \" \"  b\" \" $A\" ");
	say("\"\" ");
}

static void block_or_none(void)
{
	if (rarely(10)) {
		say("{ }");
		blank();
	} else if (rarely(30)) {
		block_by_hand();
	} else {
		block();
	}
}

/* A text with what is special to transformations and loops. */
static void value(void)
{
	if (rarely(3))
		fprintf(out, "%s ",
			PICK("\"a b\"", "\" a  b \"", "\"x:y::z\"", "\"1:a,2:bc,\"", "\"\"",
				"\"a\\nb\\n\"", "\"$A\"", "\"a\\\\\\\\$B\"", "\"1:a,2:b,\"",
				"\"0:,0:,\"", "\"abba\"", "\"::\"", "\"\\n\\n\"", "\"a\\r\\n\\tb\"",
				"\"3:$A\"", "\"01:a,\"", "\" \"", "\"x: y:\"", "\"1:a,1\"",
				"\"1:,,\""));
	else
		word();
	blank();
}

/* FILES that are there: see compare.c. */
static char const *file(void)
{
	return PICK("in", "in", "lines", "nul", "nets", "badnets", "sub", "nope", "empty");
}

/* A script in a script, with all that a quoted word needs. */
static void nested(void (*make)(void))
{
	struct text t;
	begin(&t);
	make();
	say_quoted(taken(&t));
	say(" ");
}

static void soup_script(void)
{
	say(PICK("show ", "show\t", "foreground { show } show "));
	soup(0);
}

/* Behind another command: exec -a gives ours no other name. */
static void script_leaf(void)
{
	fprintf(out, "fdclose 33 execlineb %s -c ",
		PICK("", "-P", "-p", "-S1", "-S0", "-s1", "-WP", "-qS2", "-w", "-S 3", "-ws2"));
	nested(rarely(5) ? soup_script : chain);
	words_and_blocks(3);
}

static void runblock(void)
{
	say("runblock ");
	options("rP", rarely(2));
	int skip = rarely(4);
	if (skip)
		fprintf(out, "-n %u ", below(3));
	fprintf(out, "%u ", below(4));
	if (skip || rarely(5)) /* an empty block would crash the other */
		say("foreground { vars } show ");
}

static void shift_blocks(void)
{
	if (rarely(2))
		fprintf(out, "shift -b %u ", below(3));
	if (rarely(2))
		fprintf(out, "shift -n %u ", below(4));
	say(PICK("dollarat", "vars", "elgetpositionals show $# $@"));
}

/* A script that gets blocks for its arguments. */
static void blocks_leaf(void)
{
	fprintf(out, "fdclose 33 execlineb %s -c ", PICK("", "", "-p", "-w"));
	nested(rarely(3) ? shift_blocks : runblock);
	for (unsigned int n = below(4); n; n--)
		block();
	words(2);
}

/* All at once: each body says what it says in one write. Only where nothing but a person reads that: their order is
   left to chance. */
static void parallel_leaf(void)
{
	parallel = 1;
	if (rarely(3))
		fprintf(out, "redirfd -r 0 %s forstdin -p V ", file());
	else {
		say("forx -p ");
		if (rarely(2))
			say(PICK("-o 0 ", "-x 0 ", "-o 1 ", "-x 1 "));
		say("V { ");
		words(4);
		say("} ");
	}
	say("importas V V ");
	if (rarely(2))
		fprintf(out, "if { eltest $V %s %s } ", PICK("=", "!=", "<"), PICK("a", "b", "w"));
	say("show $V");
}

static void getopt_chain(void)
{
	fprintf(out, "elgetopt %s %s ", PICK("", "", "-D 0", "-D \"\""),
		PICK("ab:c", "ab:c", "\"\"", "a:b:", "ax"));
	if (rarely(3))
		say("foreground { dollarat -d \" \" } ");
	if (rarely(3))
		say("emptyenv -o ");
	say("vars");
}

static void getopt_leaf(void)
{
	say("fdclose 33 execlineb -c ");
	nested(getopt_chain);
	for (unsigned int n = below(5); n; n--)
		fprintf(out, "%s ",
			PICK("-a", "-b", "-bx", "-ac", "x", "--", "-", "-z", "\"\"", "-c", "-ba",
				"y"));
}

static void exit_leaf(void)
{
	if (rarely(10))
		fprintf(out, "exit %s", PICK("", "256", "-1", "abc", "1x", "\"\"", "1000", "007"));
	else
		fprintf(out, "exit %u", below(3) ? below(4) : below(256));
}

static char const *operand(void)
{
	return PICK("a", "b", "\"\"", "1", "2", "-1", "\\\\-n", "$A", "10", "abc", "\\\\(",
		"\" a\"", "007", "2147483647", "\\\\\\\\", "-q", "\"-a \"");
}

static void primary(void)
{
	switch (below(8)) {
	case 0: fprintf(out, "%s ", operand()); break;
	case 1:
		fprintf(out, "-%c %s ", "bcdefghkprsuwxLSOUGN"[below(20)],
			PICK("in", "sub", "link", "dangling", "nope", "empty", "/dev/null", "tool",
				"\"\""));
		break;
	case 2:
		fprintf(out, "%s %s ", PICK("-n", "-z", "-v", "-t"),
			PICK("A", "\"\"", "0", "2", "NOPE", "a"));
		break;
	case 3:
		fprintf(out, "%s %s %s ", PICK("in", "lines", "nope", "link"),
			PICK("-nt", "-ot", "-ef"), PICK("in", "lines", "nope", "link"));
		break;
	case 4:
		fprintf(out, "%s =~ %s ", operand(),
			PICK("^a", "b$", ".", "\"^(a|b)+$\"", "[0-9]+", "\"\"", "^.b?c", "\"a{2}\"",
				"("));
		break;
	case 5:
		fprintf(out, "%s -%s %s ", PICK("1", "2", "-1", "10", "$A", "x", "007"),
			PICK("eq", "ne", "gt", "ge", "lt", "le"), PICK("1", "2", "-1", "9", "1x"));
		break;
	default:
		fprintf(out, "%s %s %s ", operand(), PICK("=", "!=", "<", "<=", ">", ">="),
			operand());
	}
}

static void expression(unsigned int deep)
{
	for (;;) {
		if (rarely(5))
			say("! ");
		if (deep && rarely(4)) {
			say("( ");
			expression(deep - 1);
			say(") ");
		} else {
			primary();
		}
		if (below(3))
			return;
		say(PICK("-a ", "-o "));
	}
}

static void eltest_leaf(void)
{
	say("eltest ");
	if (!rarely(12))
		expression(3);
	if (rarely(12))
		say(PICK("-a", ")", "(", "!", "=", "-n", "a", "b -o"));
}

static void dollarat_leaf(void)
{
	say("dollarat ");
	options("n0", rarely(3));
	if (rarely(3))
		fprintf(out, "-d %s ", PICK(":", "\"\"", "ab", "\"\\n\""));
}

static void odd_leaf(void)
{
	say(PICK("die", "nonexistent", "true", "false", "exec -c env", "emptyenv env", "./nope",
		"\"\"", "homeof root", "homeof nobody", "homeof nosuchuser", "env printf x",
		"show { a { b } }", "exec -a x show", "sub/tool", "execline-umask 027 vars", "if",
		"exec", "copy"));
}

static void printf_leaf(void)
{
	fprintf(out, "printf %%s\\\\n");
	blank();
	words(3);
}

static void show_leaf(void)
{
	say("show");
	blank();
	words_and_blocks(5);
}

static void echo_leaf(void)
{
	say("s6-echo -- ");
	words(4);
}

static void vars_leaf(void)
{
	say("vars");
}

static void soup_leaf(void)
{
	say("show ");
	soup(0);
}

static void leaf(void)
{
	static void (*const leaves[])(void) = { exit_leaf, exit_leaf, vars_leaf, vars_leaf,
		dollarat_leaf, eltest_leaf, eltest_leaf, odd_leaf, printf_leaf, echo_leaf,
		echo_leaf, echo_leaf, echo_leaf, show_leaf, show_leaf, show_leaf, show_leaf };
	static void (*const heavy[])(
		void) = { script_leaf, script_leaf, blocks_leaf, getopt_leaf, parallel_leaf };
	if (depth <= DEPTH && rarely(10))
		heavy[below(depth == 1 ? 5 : 4)]();
	else if (rarely(100))
		soup_leaf();
	else
		leaves[below(sizeof leaves / sizeof *leaves)]();
	blank();
}

#include "steps.h"

static void chain(void)
{
	depth++;
	unsigned int most = depth < DEPTH ? 5 : depth == DEPTH;
	for (unsigned int n = below(most + 1); n && ftell(out) < LIMIT; n--)
		step();
	leaf();
	depth--;
}

/* Now and then something is wrong with a script. */
static void damage(char *script, size_t len)
{
	if (len && rarely(25))
		script[below((unsigned int)len)] = "{}\"\\ #\n$\xff"[below(9)];
}

static char *make_script(size_t *len)
{
	struct text t;
	begin(&t);
	backgrounds = files = 0;
	depth = parallel = 0;
	if (rarely(8)) {
		soup_script();
		soup(1);
	} else {
		chain();
	}
	taken(&t);
	damage(t.s, t.len);
	*len = t.len;
	return t.s;
}

#endif
