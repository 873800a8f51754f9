/* execline-cd.c - cd, where that name is taken. */
#include "execline.h"

struct cmd const cmd_execline_cd = {
	.name = "execline-cd",
	.brief = "change the working directory, then go on",
	.says = "change the working directory to <directory>",
	.form = "directory prog...",
	.traits = HERE,
	.run = run_cd,
	.help = "The same as cd.",
	.example = "execline-cd /var/lib/web my-server",
};
