/* foreground.c - run a block, then go on whatever it came to. */
#include "execline.h"

static struct next run_foreground(struct ctx *x, struct call const *c)
{
	run_and_tell(x, c->block[0]);
	return chain(c->rest);
}

struct cmd const cmd_foreground = {
	.name = "foreground",
	.brief = "run a block, wait for it, and go on whatever it came to",
	.says = "run this and wait for it; go on whatever it came to (the variable ? tells):",
	.form = "{ [block...] } [prog...]",
	.traits = FORKS,
	.run = run_foreground,
	.help = "The variable ? becomes the block's exit code, 256 plus the signal that killed it, "
		"127 if it was not found or 126 if it could not be run.",
	.example = "foreground { echo one } echo two\n"
		   "> one\n"
		   "> two",
};
