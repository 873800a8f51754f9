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
