/* unknown.c - commands that do not exist. */
#include "frontend.h"
#include "nearest.h"

struct next no_such_command(struct ctx *x, char const *name, int own)
{
	static char const prefix[] = "windlass-";
	struct nearest n = nearest_to(name);
	for (size_t i = 0; i < cmd_count; i++) {
		char const *s = cmd_table[i].cmd->name;
		nearest_offer(&n,
			own && !strncmp(s, prefix, sizeof prefix - 1) ? s + sizeof prefix - 1 : s);
	}
	if (n.best)
		return fail(x, "no such command: ", name, did_you_mean(x, n.best));
	return fail(x, "no such command: ", name, " (windlass list shows them all)");
}
