/* s6-touch.c - make sure that files exist. */
#include <skalibs/djbunix.h>

#include "builtin.h"
#include "each.h"

static int touch(char const *path, void *arg)
{
	int fd = openc_append(path);
	(void)arg;
	if (fd >= 0)
		fd_close(fd);
	return fd < 0 ? -1 : 0;
}

static struct next run_touch(struct ctx *x, struct call const *c)
{
	char const *path = each_word(x, c->rest, touch, 0);
	return path ? failsys(x, "unable to open ", path) : leave(0);
}

struct cmd const cmd_s6_touch = {
	.name = "s6-touch",
	.brief = "make sure that files exist and can be written",
	.says = "make sure that <files> exists and can be written",
	.form = "files...",
	.traits = PURE | LEAF,
	.run = run_touch,
	.operands = "files: the files; those that do not exist are made, empty",
	.example = "s6-touch /run/web/started",
};
