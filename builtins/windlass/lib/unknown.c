/* unknown.c - commands by name, and those that do not exist. */
#include "frontend.h"
#include "nearest.h"

static char const prefix[] = "windlass-";
enum { PREFIX = sizeof prefix - 1 };

struct cmd const *command_called(struct ctx *x, char const *name)
{
	struct cmd const *cmd = cmd_by_path(name);
	return cmd || strchr(name, '/') ? cmd : cmd_by_path(join(x, prefix, name));
}

struct next no_such_command(struct ctx *x, char const *name)
{
	struct nearest n = nearest_to(name);
	for (size_t i = 0; i < cmd_count; i++) {
		char const *s = cmd_table[i].cmd->name;
		nearest_offer(&n, strncmp(s, prefix, PREFIX) ? s : s + PREFIX);
	}
	if (n.best)
		return fail(x, "no such command: ", name, did_you_mean(x, n.best));
	return fail(x, "no such command: ", name, " (windlass list shows them all)");
}
