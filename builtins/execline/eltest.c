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
	.help = "A file:\n"
		"\n"
		"  -e FILE          it exists\n"
		"  -f -d -L FILE    it is a regular file, a directory, a symbolic link (-h is -L)\n"
		"  -b -c -p -S FILE it is a block device, a character device, a fifo, a socket\n"
		"  -r -w -x FILE    it can be read, written, executed\n"
		"  -s FILE          it is not empty\n"
		"  -g -u -k FILE    its setgid, setuid, sticky bit is set\n"
		"  -O -G FILE       it is owned by this user, this group (-U is -O)\n"
		"  -N FILE          it was modified since it was last read\n"
		"  A -nt -ot -ef B  A is newer than B, older than B, the same file as B\n"
		"\n"
		"A text:\n"
		"\n"
		"  -n -z TEXT       it is not empty, empty\n"
		"  A = B, A != B    they are equal, different\n"
		"  A < B, A > B     A sorts before, after B; <= and >= too\n"
		"  A =~ RE          it matches the extended regular expression RE\n"
		"\n"
		"A number, and other things:\n"
		"\n"
		"  A -eq -ne B      they are equal, different; -gt -ge -lt -le likewise\n"
		"  -t FD            the descriptor is a terminal\n"
		"  -v NAME          the variable is set\n"
		"  ! X, X -a Y, X -o Y, ( X )\n"
		"                   not, and, or, in this order of strength\n"
		"\n"
		"A word that is an operator is never an operand, unless a backslash stands in front "
		"of it.",
	.example = "if { eltest -d / -a 10 -gt 9 } echo yes\n"
		   "> yes",
};
