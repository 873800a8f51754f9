/* redirfd.c - open a file as a descriptor, then go on. */
#include <fcntl.h>
#include <skalibs/djbunix.h>

#include "execline.h"

enum { READ = 1, WRITE = 2, CREATE = 4, TRUNC = 8, APPEND = 16, EXCL = 32 };

struct opts {
	int mode, nonblock, change, variable, autoimport;
};

static struct opt const opts[] = {
	SET('r', 0, struct opts, mode, READ, "for reading"),
	SET('w', 0, struct opts, mode, WRITE | CREATE | TRUNC, "for writing, from nothing"),
	SET('u', 0, struct opts, mode, READ | WRITE, "for reading and writing"),
	SET('a', 0, struct opts, mode, WRITE | CREATE | APPEND, "for writing at the end"),
	SET('x', 0, struct opts, mode, WRITE | CREATE | EXCL,
		"for writing; the file must not exist"),
	OR(0, "read", struct opts, mode, READ, "allow reading"),
	CLEAR(0, "no-read", struct opts, mode, READ, "do not allow reading"),
	OR(0, "write", struct opts, mode, WRITE, "allow writing"),
	CLEAR(0, "no-write", struct opts, mode, WRITE, "do not allow writing"),
	OR(0, "create", struct opts, mode, CREATE, "create the file if it does not exist"),
	CLEAR(0, "no-create", struct opts, mode, CREATE, "do not create the file"),
	OR(0, "append", struct opts, mode, APPEND, "write at the end only"),
	CLEAR(0, "no-append", struct opts, mode, APPEND, "write anywhere"),
	OR(0, "trunc", struct opts, mode, TRUNC, "empty the file"),
	CLEAR(0, "no-trunc", struct opts, mode, TRUNC, "leave what is in the file"),
	OR(0, "excl", struct opts, mode, EXCL, "fail if the file exists"),
	CLEAR(0, "no-excl", struct opts, mode, EXCL, "take a file that exists"),
	SET('n', "nonblock", struct opts, nonblock, 1, "open without blocking"),
	SET('N', "block", struct opts, nonblock, 0, "open and wait (default)"),
	SET('b', "switch-block", struct opts, change, 1,
		"once it is open, switch to the contrary of -n or -N"),
	CLEAR(0, "no-switch-block", struct opts, change, 1, "stay with -n or -N once it is open"),
	SET('f', "open", struct opts, variable, 1,
		"take any free descriptor and put its number into a variable"),
	AUTOIMPORT_OPTS(struct opts, autoimport),
	{ 0 },
};

static unsigned int open_flags(struct opts const *o)
{
	static struct {
		int mode, flag;
	} const map[] = {
		{ CREATE, O_CREAT },
		{ TRUNC, O_TRUNC },
		{ APPEND, O_APPEND },
		{ EXCL, O_EXCL },
	};
	int access = o->mode & (READ | WRITE);
	int flags = access == READ ? O_RDONLY : access == WRITE ? O_WRONLY : O_RDWR;
	for (size_t i = 0; i < sizeof map / sizeof *map; i++)
		if (o->mode & map[i].mode)
			flags |= map[i].flag;
	return (unsigned int)(o->nonblock ? flags | O_NONBLOCK : flags);
}

/* A fifo without a reader can be opened for writing while we are its reader ourselves. */
static int open_alone(char const *file, unsigned int flags)
{
	int reader = open_read(file);
	if (reader < 0)
		return -1;
	int fd = open3(file, flags, 0666);
	int err = errno;
	fd_close(reader);
	errno = err;
	return fd;
}

static int open_file(char const *file, struct opts const *o)
{
	unsigned int flags = open_flags(o);
	int fd = open3(file, flags, 0666);
	if (fd < 0 && errno == ENXIO && flags & O_NONBLOCK)
		fd = open_alone(file, flags);
	if (fd >= 0 && o->change && (o->nonblock ? ndelay_off(fd) : ndelay_on(fd)) < 0)
		return -1;
	return fd;
}

static struct next tell(struct ctx *x, struct call const *c, int fd)
{
	char b[DECIMAL];
	return hand_over(x, c->rest, c->arg[0], decimal(b, (unsigned long)fd),
		((struct opts const *)c->opt)->autoimport);
}

static struct next run_redirfd(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int to = -1;
	if (!(o->mode & (READ | WRITE)))
		return usage(x, c->cmd);
	struct next n = o->variable ? check_variable(x, c->arg[0]) : operand_fd(x, c, 0, &to);
	if (n.how == NEXT_EXIT)
		return n;
	int fd = open_file(c->arg[1], o);
	if (fd < 0)
		return failsys(x, "unable to open ", c->arg[1]);
	if (o->variable)
		return tell(x, c, fd);
	if (fd_move(to, fd) < 0)
		return failsys(x, "unable to move ", c->arg[1], " to descriptor ", c->arg[0]);
	return chain(c->rest);
}

struct cmd const cmd_redirfd = {
	.name = "redirfd",
	.brief = "open a file as a descriptor, then go on",
	.says = "[--open|open the file <file> as a free descriptor, and [--autoimport|replace "
		"${<variable>} by its number|put its number into the variable <variable>]|make "
		"<fd> the file <file>][-r|, to be read][-w|, to be written from nothing][-a|, to "
		"be written at its end][-u|, to be read and written][-x|, to be written, which "
		"must not exist yet][--nonblock|, without waiting for whoever is at its other "
		"end[--switch-block|; reading and writing then wait as usual]]",
	.form = "fd file prog... | variable file prog...",
	.form_slot = FORM_SLOT(struct opts, variable),
	OPTS(struct opts, opts, 0),
	.run = run_redirfd,
	.operands = "variable: with -f, the variable that the number goes into\n"
		    "file: the file to open",
	.help = "One of -r, -w, -u, -a, -x, --read and --write must be given. The others change what "
		"these mean, as open(2) has it. With -n a fifo can be opened for writing even when "
		"nobody reads it.",
	.example = "if { redirfd -w 1 file echo hello } redirfd -r 0 file cat\n"
		   "> hello",
};
