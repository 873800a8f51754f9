/* execline-umask.c - umask, where that name is taken. */
#include "execline.h"

struct cmd const cmd_execline_umask = {
	.name = "execline-umask",
	.brief = "set the file mode mask, then go on",
	.says = "set the file mode mask to <mask>",
	.form = "mask prog...",
	.traits = HERE,
	.run = run_umask,
	.help = "The same as umask.",
	.example = "execline-umask 077 my-server",
};
