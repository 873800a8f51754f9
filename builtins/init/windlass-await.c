/* windlass-await.c - wait for whoever starts a container, if there is something to wait for. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>

#include "builtin.h"
#include "loop.h"

enum { SYNC = 3, SEARCHED = 64, GO_ON = 0, STOPPED = 1, FAILED = 2 };

struct waiting {
	struct ctx *x;
	struct loop loop;
	struct watch watch;
	int fd, line; /* line: what comes up to a newline is all right */
};

static void take(void *waiting)
{
	struct waiting *w = waiting;
	char b[256];
	ssize_t n = read(w->fd, b, sizeof b);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n > 0 && w->line && !memchr(b, '\n', (size_t)n))
		return;
	if (n < 0)
		warnsys(w->x, "unable to wait for the descriptor to be closed");
	if (n > 0 && !w->line)
		warn(w->x,
			"the descriptor to wait for (S6_WAIT_FOR_CLOSING_FD) was written to: going on");
	loop_leave(&w->loop, GO_ON);
}

static void stop(void *waiting, int sig)
{
	(void)sig;
	loop_leave(&((struct waiting *)waiting)->loop, STOPPED);
}

/* What is no pipe, socket or terminal never gets ready, and nobody waits for it. */
static int run_loop(struct waiting *w)
{
	if (loop_open(&w->loop) < 0)
		return FAILED;
	int code = loop_signal(&w->loop, SIGTERM, stop, w) < 0 ||
				   loop_signal(&w->loop, SIGINT, stop, w) < 0
			   ? FAILED
			   : GO_ON;
	if (code == GO_ON && loop_fd(&w->loop, &w->watch, w->fd, EPOLLIN, take, w) < 0)
		code = errno == EPERM ? GO_ON : FAILED;
	else if (code == GO_ON && (code = loop_run(&w->loop)) < 0)
		code = FAILED;
	loop_close(&w->loop);
	return code;
}

static struct next wait_for(struct ctx *x, int fd, int line, struct word *rest)
{
	struct waiting *w = arena_get(x, sizeof *w);
	*w = (struct waiting){ .x = x, .watch.fd = -1, .fd = fd, .line = line };
	int code = run_loop(w);
	if (code == FAILED)
		return failsys(x, "unable to wait for a descriptor");
	fd_close(fd);
	return code == STOPPED ? leave(0) : chain(rest);
}

/* Whether this process could write to the pipe that is PIPE: then its end would never come. */
static int is_own(struct stat const *pipe)
{
	struct stat st;
	for (int fd = 0; fd < SEARCHED; fd++) {
		int flags = fcntl(fd, F_GETFL);
		if (flags >= 0 && (flags & O_ACCMODE) != O_RDONLY && !fstat(fd, &st) &&
			st.st_dev == pipe->st_dev && st.st_ino == pipe->st_ino)
			return 1;
	}
	return 0;
}

/* Some who start containers say on descriptor 3 when all is prepared. Any other thing there is not for us. */
static int is_sync(struct ctx *x)
{
	struct stat st;
	return !env_value(x, "LISTEN_FDS") && !fstat(SYNC, &st) && S_ISFIFO(st.st_mode) &&
	       (fcntl(SYNC, F_GETFL) & O_ACCMODE) == O_RDONLY && !is_own(&st);
}

static struct next run_await(struct ctx *x, struct call const *c)
{
	int fd = (int)env_number(x, "S6_WAIT_FOR_CLOSING_FD", 0);
	x->prog = "init";
	if (fd >= SYNC && fcntl(fd, F_GETFD) >= 0)
		return wait_for(x, fd, 0, c->rest);
	return is_sync(x) ? wait_for(x, SYNC, 1, c->rest) : chain(c->rest);
}

struct cmd const cmd_windlass_await = {
	.name = "windlass-await",
	.brief =
		"wait for whoever starts a container, if there is something to wait for, then go on",
	.form = "prog...",
	.run = run_await,
	.exits = "0, without going on, after SIGTERM or SIGINT",
	.help = "A part of init. With S6_WAIT_FOR_CLOSING_FD it waits until that descriptor is closed at its other end. Else, if "
		"descriptor 3 is a pipe to read from, it waits for a line or the end there. It closes what it has waited for.",
	.example = "windlass-await init",
};
