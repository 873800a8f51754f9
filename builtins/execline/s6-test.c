/* s6-test.c - the old name of eltest. */
#include "execline.h"

struct cmd const cmd_s6_test = {
	.name = "s6-test",
	.brief = "test files, texts and numbers",
	.terms = eltest_terms,
	.says = "[expression|true if <expression>|false]",
	.form = "[expression...]",
	.traits = PURE | LEAF | RAW,
	.run = run_eltest,
	.exits = "0 for true, 1 for false and for no expression, 100 for a wrong one",
	.help = "An old command, kept for old scripts: eltest is the same.",
	.example = "if { s6-test 1 -lt 2 } echo yes",
};
