/* bridge.c - waiting beside a program. */
#include "bridge.h"

#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <sys/syscall.h>

enum { GONE = 1, TOO_LATE = 99 };

struct next bridge_start(
	struct ctx *x, struct bridge *b, int detached, int (*beside)(void *arg), void *arg)
{
	int wstat;
	b->program = (int)syscall(SYS_pidfd_open, getpid(), 0);
	pid_t pid = spawn_split(x);
	if (!pid) {
		pid = detached ? spawn_split(x) : 0;
		return leave(pid < 0 ? 111 : pid ? 0 : beside(arg));
	}
	fd_close(b->program);
	if (pid < 0 || (detached && (spawn_reap(pid, &wstat) < 0 || wstat)))
		return failsys(x, "unable to start a child");
	return chain(0);
}

static void too_late(void *arg)
{
	loop_leave(arg, TOO_LATE);
}

static void gone(void *arg)
{
	loop_leave(arg, GONE);
}

int bridge_wait(struct bridge *b, int fd, unsigned int ms, loop_fn *fn, void *arg)
{
	b->from = (struct watch){ .early = 1 }; /* the program may say it and end */
	b->timer = (struct timer){ 0 };
	if (loop_open(&b->loop) < 0 || loop_fd(&b->loop, &b->from, fd, EPOLLIN, fn, arg) < 0)
		return 111;
	if (b->program >= 0 && loop_fd(&b->loop, &b->end, b->program, EPOLLIN, gone, &b->loop) < 0)
		return 111;
	if (ms && loop_in(&b->loop, &b->timer, ms, too_late, &b->loop) < 0)
		return 111;
	int code = loop_run(&b->loop);
	return code < 0 ? 111 : code;
}

int bridge_notification_fd(unsigned int *fd)
{
	char b[UINT_FMT + 1];
	ssize_t n = openreadnclose("notification-fd", b, UINT_FMT);
	if (n < 0)
		return -1;
	b[n] = 0;
	n = (ssize_t)uint_scan(b, fd);
	errno = EINVAL;
	return n && (!b[n] || strchr(" \t\r\n", b[n])) ? 0 : -1;
}
