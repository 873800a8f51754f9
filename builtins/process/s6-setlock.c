/* s6-setlock.c - take a lock on a file and go on with it. */
#include <fcntl.h>
#include <signal.h>
#include <skalibs/djbunix.h>
#include <sys/time.h>

#include "builtin.h"

struct opts {
	int shared, how, has_fd;
	unsigned int ms, fd;
};

enum { WAIT, TRY, LIMITED };

static struct opt const opts[] = {
	SET('r', "shared", struct opts, shared, 1, "share the lock with others that use -r"),
	SET('w', "exclusive", struct opts, shared, 0, "do not share the lock (default)"),
	SET('n', "try", struct opts, how, TRY, "leave with 1 when it is taken"),
	SET('N', "wait", struct opts, how, WAIT, "wait for the lock (default)"),
	NUM('t', "timeout", struct opts, ms, UINT32_MAX, "ms",
		"wait this many milliseconds, then leave with 1", ALSO(struct opts, how, LIMITED)),
	NUM('d', "fd", struct opts, fd, INT32_MAX, "fd", "keep the lock on this descriptor",
		ALSO(struct opts, has_fd, 1)),
	{ 0 },
};

static int open_file(char const *file, int shared)
{
	int fd = shared ? open(file, O_RDONLY) : -1;
	if (fd < 0 && (!shared || errno == ENOENT))
		fd = open(file, (shared ? O_RDONLY : O_WRONLY) | O_CREAT, 0666);
	return fd;
}

static void on_alarm(int sig)
{
	(void)sig;
}

/* Waits for the lock until an alarm breaks in. The alarm repeats, in case the first one comes
   before the wait has begun. */
static int lock_within(int fd, int exclusive, unsigned int ms)
{
	struct sigaction mine = { .sa_handler = on_alarm }, before;
	struct itimerval none = { 0 }, limit = { .it_interval.tv_usec = 10000,
		.it_value.tv_sec = ms / 1000,
		.it_value.tv_usec = ms % 1000 * 1000 };
	struct flock l = { .l_type = exclusive ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET };
	if (!ms)
		return fd_lock(fd, exclusive, 1);
	sigaction(SIGALRM, &mine, &before);
	setitimer(ITIMER_REAL, &limit, 0);
	int r = fcntl(fd, F_SETLKW, &l), err = errno;
	setitimer(ITIMER_REAL, &none, 0);
	sigaction(SIGALRM, &before, 0);
	errno = err;
	return r < 0 ? err == EINTR ? 0 : -1 : 1;
}

static struct next run_setlock(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *file = c->arg[0];
	int fd = open_file(file, o->shared);
	x->at = c->arg_at[0];
	if (fd < 0)
		return failsys(x, "unable to open ", file);
	/* Before locking: closing any descriptor of the file would end the lock. */
	if (o->has_fd && fd_move((int)o->fd, fd) < 0)
		return failsys(x, "unable to move the lock's descriptor");
	if (o->has_fd)
		fd = (int)o->fd;
	int got = o->how == LIMITED ? lock_within(fd, !o->shared, o->ms)
				    : fd_lock(fd, !o->shared, o->how == TRY);
	if (got < 0)
		return failcodesys(x, 1, "unable to lock ", file);
	if (!got)
		return failcode(x, 1, "unable to lock ", file, ": ",
			o->how == TRY ? "it is taken" : "timed out");
	return chain(c->rest);
}

struct cmd const cmd_s6_setlock = {
	.name = "s6-setlock",
	.brief = "take a lock on a file and go on with it",
	.says = "take a lock on the file <file>, for as long as what follows runs[--try|; leave "
		"with 1 if it is taken]",
	.form = "file prog...",
	OPTS(struct opts, opts, 0),
	.run = run_setlock,
	.operands = "file: the file to lock",
	.exits = "1 when the lock could not be had",
	.help = "The file is made if need be. The lock lasts as long as the program; it is on a "
		"descriptor that must stay open.",
	.example = "s6-setlock -n -t 1000 /run/backup.lock my-backup",
};
