/* umask.c - set the file mode mask, then go on. */
#include "execline.h"

struct cmd const cmd_umask = {
	.name = "umask",
	.brief = "set the file mode mask, then go on",
	.says = "set the file mode mask to <mask>",
	.form = "mask prog...",
	.traits = HERE,
	.run = run_umask,
	.help = "The mask holds the bits that new files are not to have: 077 makes them the owner's "
		"alone.",
	.example = "umask 077 my-server",
};
