/* importas.c - substitute the value of a variable for a key. */
#include "execline.h"

static struct opt const opts[] = {
	IMPORT_OPTS,
	SET('S', "same", struct import_opts, same, 1, "one name for the key and the variable"),
	{ 0 },
};

struct cmd const cmd_importas = {
	.name = "importas",
	.brief = "substitute the value of a variable for a key in the rest of the chain",
	.says = "replace ${[key|<key>|<variable>]} by the value of the variable <variable> in "
		"what follows[--unexport|, and take the variable out of the "
		"environment][--insist|; leave with 100 if it is not set|[--default|; if it is "
		"not set, by <--default>|; if it is not set, words with it vanish]][--split|; "
		"the value is split, and a word with it becomes one for each part]",
	.form = "key variable [prog...] | variable [prog...]",
	.form_slot = FORM_SLOT(struct import_opts, same),
	OPTS(struct import_opts, opts, .t = TRANSFORM_DEFAULT),
	.traits = PURE,
	.run = run_subst,
	.subst = subst_import,
	.exits = "100 when the variable is not set and -i was given, 111 for a bad key",
	.help = "A variable that is not set, without -i and -D, makes the words that use it "
		"vanish.",
	.example = "export PORT 80 importas -D 8080 port PORT echo \"port ${port}\"\n"
		   "> port 80",
};
