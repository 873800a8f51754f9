/* main.c - the program: its own name is the first command, or `windlass` is. */
#include "cmd.h"
#include "run.h"
#include "title.h"
#include "trace.h"

#include <string.h>

extern char const *const *environ;

/* ARGV as words whose texts are copies: the originals are what ps shows, and change. */
static struct word *own_words(struct ctx *x, int argc, char *const *argv)
{
	struct word *w = arena_get(x, ((size_t)argc + 1) * sizeof *w);
	for (int i = 0; i < argc; i++)
		w[i] = word_make(arena_text(x, argv[i], strlen(argv[i])), 0);
	w[argc] = (struct word){ 0 };
	return w;
}

int main(int argc, char *const *argv)
{
	static char const *const nameless[] = { "windlass", 0 };
	struct ctx x = { .prog = "windlass", .first = 1 };
	env_init(&x, environ);
	x.each = env_number(&x, "WINDLASS_EXEC_EACH", 0) != 0;
	trace_init(&x);
	title_init(&x, argc, argv);
	return run(&x, argc ? own_words(&x, argc, argv) : words_of(&x, nameless));
}
