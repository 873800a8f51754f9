/* windlass-log-to.c - give stdout and stderr to the logger of a directory of fifos. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>

#include "builtin.h"
#include "logfifo.h"

struct opts {
	int merged;
	unsigned int patience;
};

static struct opt const opts[] = {
	SET('m', "merge", struct opts, merged, 1, "stderr goes where stdout goes"),
	NUM('t', "timeout", struct opts, patience, 1 << 30, "ms",
		"how long to wait for the logger (default 2000)"),
	{ 0 },
};

/* Puts the fifo of STREAM on FD. */
static int put_on(int fd, int dir, char const *name, char const *stream, unsigned int *ms)
{
	int fifo = logfifo_to(dir, name, stream, ms);
	return fifo < 0 ? -1 : fd_move(fd, fifo);
}

static struct next run_log_to(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *path = c->arg[0], *name = c->arg[1];
	if (!*name || *name == '.' || strchr(name, '/'))
		return fail(x, "this cannot be the name of a service: ", name);
	if (mkdir(path, 0700) < 0 && errno != EEXIST)
		return failsys(x, "unable to make the directory ", path);
	int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return failsys(x, "unable to open the directory ", path);
	unsigned int ms = o->patience;
	int wrong = put_on(1, dir, name, "stdout", &ms) < 0 ||
		    (o->merged ? fd_copy(2, 1) : put_on(2, dir, name, "stderr", &ms)) < 0;
	int err = errno;
	fd_close(dir);
	errno = err;
	if (wrong)
		return failsys(x, "unable to open the fifos of ", name);
	return chain(c->rest);
}

struct cmd const cmd_windlass_log_to = {
	.name = "windlass-log-to",
	.brief = "go on with stdout and stderr in the fifos that windlass-log reads",
	.says = "send what is written to stdout and stderr from here on to the logger of <dir>, as the "
		"service <name>",
	.form = "dir name prog...",
	OPTS(struct opts, opts, .patience = 2000),
	.run = run_log_to,
	.operands = "name: the name of the service, as it is to stand in the log",
	.help = "The fifos are NAME.stdout and NAME.stderr. They, and the directory, are made if they are "
		"missing, and belong to whom the directory belongs to: so this stands before "
		"s6-setuidgid. Both ends stay open here, so that neither line nor service is lost "
		"while the logger is not there; who writes more than a pipe holds waits for it. It waits "
		"until the logger has them open, so that nothing is lost of a program that ends at once; "
		"when the time is over it goes on without.",
	.example = "windlass-log-to /run/log web my-server --verbose",
};
