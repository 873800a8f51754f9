/* main.c - the program: its own name is the first command, or `windlass` is. */
#include "cmd.h"
#include "run.h"
#include "title.h"
#include "trace.h"

#include <string.h>
#include <sys/resource.h>

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

/* How low a stack that starts at TOP may reach, with some room to spare. */
static uintptr_t stack_floor(void const *top)
{
	enum { MOST = 64 << 20, SPARE = 1 << 18 };
	struct rlimit r;
	if (getrlimit(RLIMIT_STACK, &r) < 0 || r.rlim_cur > MOST)
		r.rlim_cur = MOST;
	return (uintptr_t)top - (r.rlim_cur > 2 * SPARE ? r.rlim_cur - SPARE : r.rlim_cur / 2);
}

int main(int argc, char *const *argv)
{
	static char const *const nameless[] = { "windlass", 0 };
	struct ctx x = { .prog = "windlass", .first = 1 };
	x.floor = stack_floor(&x);
	env_init(&x, environ);
	x.each = env_number(&x, "WINDLASS_EXEC_EACH", 0) != 0;
	trace_init(&x);
	title_init(&x, argc, argv);
	return run(&x, argc ? own_words(&x, argc, argv) : words_of(&x, nameless));
}
