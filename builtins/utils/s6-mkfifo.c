/* s6-mkfifo.c - make named pipes. */
#include <sys/stat.h>

#include "builtin.h"
#include "each.h"

struct opts {
	unsigned int mode;
	int exact;
};

static struct opt const opts[] = {
	OCT('m', "mode", struct opts, mode, 07777, "mode",
		"their mode, whatever the umask (default: 0666 under the umask)",
		ALSO(struct opts, exact, 1)),
	{ 0 },
};

static int make(char const *path, void *arg)
{
	struct opts const *o = arg;
	return mkfifo(path, o->mode) < 0 || (o->exact && chmod(path, o->mode) < 0) ? -1 : 0;
}

static struct next run_mkfifo(struct ctx *x, struct call const *c)
{
	struct opts o = *(struct opts const *)c->opt;
	char const *path = each_word(x, c->rest, make, &o);
	return path ? failsys(x, "unable to make the pipe ", path) : leave(0);
}

struct cmd const cmd_s6_mkfifo = {
	.name = "s6-mkfifo",
	.brief = "make named pipes",
	.says = "make a named pipe: <paths>",
	.form = "paths...",
	OPTS(struct opts, opts, .mode = 0666),
	.traits = PURE | LEAF,
	.run = run_mkfifo,
	.operands = "paths: the fifos to make",
	.example = "s6-mkfifo -m 0600 /run/web/fifo",
};
