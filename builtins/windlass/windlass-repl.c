/* windlass-repl.c - an interactive session. The program of that name has it; this one looks for it. */
#include "builtin.h"

#include "session.h"

struct cmd const cmd_windlass_repl = {
	.name = "windlass-repl",
	.brief = "run what is typed, chain by chain",
	.form = "[file]",
	.traits = FRESH,
	.run = run_repl,
	.exits = "that of the last chain, 127 when the program is not installed",
	.help = "A chain may take several lines: it runs when its braces and quotes are closed. The lines of "
		"the file are run first, and before them those of ~/.config/windlass/replrc. Where stdin "
		"or stdout is no terminal, lines are read and run without a prompt. The session is a "
		"program of its own, because it needs readline; it is looked for beside this one, and in PATH.",
	.example = "windlass repl",
};
