/* seekablepipe.c - make a file of what comes on stdin. */
#include <fcntl.h>
#include <skalibs/djbunix.h>

#include "builtin.h"

static struct next run_seekablepipe(struct ctx *x, struct call const *c)
{
	char const *file = c->arg[0];
	int to = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (to < 0)
		return failsys(x, "unable to make ", file);
	int from = open(file, O_RDONLY | O_CLOEXEC), err = errno;
	unlink(file);
	errno = err;
	int failed = from < 0 || fd_cat(0, to) < 0;
	err = errno;
	fd_close(to);
	errno = err;
	if (failed)
		return failsys(x, "unable to copy stdin to ", file);
	if (fd_move(0, from) < 0 || uncoe(0) < 0)
		return failsys(x, "unable to take ", file, " for stdin");
	return chain(c->rest);
}

struct cmd const cmd_seekablepipe = {
	.name = "seekablepipe",
	.brief = "go on with a file for stdin that holds all that came there",
	.says = "copy stdin to <tmpfile>, which is removed, and take that for stdin",
	.form = "tmpfile prog...",
	.run = run_seekablepipe,
	.operands = "tmpfile: the file, which must not exist; it loses its name at once",
	.help = "For programs that want to seek in what they read.",
	.example = "pipeline { s6-echo hello } seekablepipe /tmp/spool s6-cat\n"
		   "> hello",
};
