/* main.c - the program: its own name is the first command, or `windlass` is. */
#include "cmd.h"
#include "run.h"

extern char const *const *environ;

int main(int argc, char const *const *argv)
{
	static char const *const nameless[] = { "windlass", 0 };
	struct ctx x = { .prog = "windlass", .first = 1 };
	env_init(&x, environ);
	x.each = env_number(&x, "WINDLASS_EXEC_EACH", 0) != 0;
	return run(&x, words_of(&x, argc ? argv : nameless));
}
