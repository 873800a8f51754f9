/* path.c - one directory of PATH after the other. */
#include "path.h"

#include <string.h>

#include "ctx.h"

char const *path_next(struct ctx *x, char const **path)
{
	char const *dir = *path;
	if (!dir)
		return 0;
	size_t len = strcspn(dir, ":");
	*path = dir[len] ? dir + len + 1 : 0;
	return len ? arena_text(x, dir, len) : ".";
}
