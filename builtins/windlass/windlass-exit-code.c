/* windlass-exit-code.c - from the status that `?` holds to the code a container ends with. */
#include "builtin.h"

#include <skalibs/types.h>

static struct next run_exit_code(struct ctx *x, struct call const *c)
{
	unsigned int status;
	char b[DECIMAL];
	if (!uint0_scan(c->arg[0], &status))
		return fail(x, "not a number: ", c->arg[0]);
	put_text(x, decimal(b, status < 256 ? status : status - 128));
	put_text(x, "\n");
	return leave(0);
}

struct cmd const cmd_windlass_exit_code = {
	.name = "windlass-exit-code",
	.brief = "print a status of foreground as an exit code: 128 and the signal for a crash",
	.form = "status",
	.traits = PURE | LEAF,
	.run = run_exit_code,
	.exits = "0, whatever the status means; 100 for what is no number",
	.help = "The variable ? holds 256 and the signal for a command that a signal killed. No exit "
		"code is that large, so that 128 and the signal stand for it, as shells have it.",
	.example = "windlass exit-code 265\n"
		   "> 137",
};
