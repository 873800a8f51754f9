/* colour.c - whether colours are wanted. */
#include "colour.h"

#include <string.h>
#include <unistd.h>

#include "diag.h"

struct next colour_wanted(struct ctx *x, char const *how, int *colours)
{
	char const *no = env_value(x, "NO_COLOR");
	int automatic = !strcmp(how, "auto");
	if (!automatic && strcmp(how, "always") != 0 && strcmp(how, "never") != 0)
		return fail(x, "--color is never, auto or always, not ", how);
	*colours = automatic ? isatty(1) && !(no && *no) : !strcmp(how, "always");
	return chain(0);
}
