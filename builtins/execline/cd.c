/* cd.c - change the working directory, then go on. */
#include "execline.h"

struct cmd const cmd_cd = {
	.name = "cd",
	.brief = "change the working directory, then go on",
	.says = "change the working directory to <directory>",
	.form = "directory prog...",
	.traits = HERE,
	.run = run_cd,
	.help = "The variable PWD is left as it is.",
	.example = "cd / getcwd dir importas -i where dir echo $where\n"
		   "> /",
};
