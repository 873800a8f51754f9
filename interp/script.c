/* script.c - commands that are scripts, embedded in the program. */
#include <string.h>

#include "cmd.h"

/* Runs the script as its first line says, by the name under which execlineb finds its text. */
struct next run_script(struct ctx *x, struct call const *c)
{
	static char const prefix[] = "windlass:";
	char const *line = c->cmd->script;
	char const *option = strchr(line, ' ');
	size_t n = words_len(c->rest);
	struct word *w = arena_get(x, (n + 4) * sizeof *w), *p = w;
	*p++ = word_make("execlineb", 0);
	if (option && option < strchr(line, '\n'))
		*p++ = word_make(arena_text(x, option + 1, strcspn(option + 1, "\n")), 0);
	*p++ = word_make(join(x, prefix, c->cmd->name), 0);
	memcpy(p, c->rest, (n + 1) * sizeof *p);
	return chain(w);
}
