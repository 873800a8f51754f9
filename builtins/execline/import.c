/* import.c - substitute the value of a variable for its name, as before importas. */
#include "execline.h"

static struct opt const opts[] = {
	IMPORT_OPTS,
	{ 0 },
};

struct cmd const cmd_import = {
	.name = "import",
	.brief = "substitute the value of a variable for its name in the rest of the chain",
	.says = "replace ${<variable>} by the value of the variable <variable> in what "
		"follows[--unexport|, and take the variable out of the environment][--insist|; "
		"leave with 100 if it is not set|[--default|; if it is not set, by <--default>|; "
		"if it is not set, words with it vanish]][--split|; the value is split, and a "
		"word with it becomes one for each part]",
	.form = "variable [prog...]",
	OPTS(struct import_opts, opts, .t = TRANSFORM_DEFAULT, .same = 1),
	.traits = PURE,
	.run = run_subst,
	.subst = subst_import,
	.exits = "100 when the variable is not set and -i was given, 111 for a bad key",
	.help = "An old command, kept for old scripts: importas -S is the same.",
	.example = "export NAME world import NAME echo \"hello ${NAME}\"",
};
