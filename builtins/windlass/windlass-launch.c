/* windlass-launch.c - run a script file as the kernel would, even where the kernel would not. */
#include "builtin.h"

#include <fcntl.h>

#include "launch.h"

static struct next run_launch(struct ctx *x, struct call const *c)
{
	return chain(launch_words(x, AT_FDCWD, c->arg[0], c->arg[0], words_argv(x, c->rest)));
}

struct cmd const cmd_windlass_launch = {
	.name = "windlass-launch",
	.brief = "run a program or script file; a script of ours without an exec",
	.says = "go on with the program or script <file>",
	.form = "file [args...]",
	.traits = PURE,
	.run = run_launch,
	.operands = "file: the program or script; a name without a slash is looked for in PATH too",
	.help = "A script whose interpreter is this program, or a command of ours that is not installed, is "
		"interpreted here. One that lies on a noexec mount is handed to its interpreter.",
	.example = "windlass launch ./run",
};
