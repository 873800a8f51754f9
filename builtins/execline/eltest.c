/* eltest.c - test files, texts and numbers. */
#include "execline.h"

struct cmd const cmd_eltest = {
	.name = "eltest",
	.brief = "test files, texts and numbers",
	.terms = eltest_terms,
	.says = "[expression|true if <expression>|false]",
	.form = "[expression...]",
	.traits = PURE | LEAF | RAW,
	.run = run_eltest,
	.exits = "0 for true, 1 for false and for no expression, 100 for a wrong one",
	.help = "Files: -b -c -d -e -f -g -h -k -p -r -s -u -w -x -L -S -O -U -G -N, -nt -ot -ef. "
		"Texts: -n -z = != < <= > >= and =~ for an extended regular expression. Numbers: "
		"-eq -ne -gt -ge -lt -le. Others: -t a descriptor is a terminal, -v a variable is "
		"set. Logic: ! ( ) -a -o. A word that is an operator is never an operand, unless "
		"a backslash stands in front of it.",
};
