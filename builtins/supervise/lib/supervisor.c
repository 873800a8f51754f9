/* supervisor.c - what all services of a process share. */
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sched.h>
#include <skalibs/djbunix.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "service.h"

enum { LOOK_FROM = 3, LOOK_AT = 256, RESERVE = 8 };

/* A thousand services need three thousand descriptors: take what the hard limit allows, and give
   children the old one. */
static void raise_limit(struct supervisor *v)
{
	struct rlimit most;
	getrlimit(RLIMIT_NOFILE, &v->files);
	most = v->files;
	most.rlim_cur = most.rlim_max;
	setrlimit(RLIMIT_NOFILE, &most);
}

int supervisor_has_room(struct supervisor const *v, int fd)
{
	errno = EMFILE;
	return (rlim_t)fd + RESERVE < v->files.rlim_max;
}

int supervisor_short_of(int err)
{
	return err == EAGAIN || err == ENOMEM || err == EMFILE || err == ENFILE;
}

/* Descriptors are low that are at hand when there are none of services yet. */
static void find_inherited(struct supervisor *v)
{
	struct pollfd p[LOOK_AT];
	for (int fd = LOOK_FROM; fd < LOOK_AT; fd++)
		p[fd] = (struct pollfd){ .fd = fd };
	v->inherited_n = 0;
	if (poll(p + LOOK_FROM, LOOK_AT - LOOK_FROM, 0) < 0)
		return;
	for (int fd = LOOK_FROM; fd < LOOK_AT && v->inherited_n < INHERITED_FDS; fd++)
		if (!(p[fd].revents & POLLNVAL) && !(fcntl(fd, F_GETFD) & FD_CLOEXEC))
			v->inherited[v->inherited_n++] = fd;
}

/* Takes the lowest descriptors there are for the slots. */
static int make_slots(struct supervisor *v)
{
	int any = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), last = any;
	v->apart = v->inherited_n ? v->inherited[v->inherited_n - 1] + 1 : LOOK_FROM;
	for (int i = 0; i < SLOTS && last >= 0; i++) {
		v->slot[i] = i ? fcntl(any, F_DUPFD_CLOEXEC, LOOK_FROM) : any;
		last = v->slot[i];
		v->apart = last < v->apart ? v->apart : last + 1;
	}
	return last < 0 ? -1 : 0;
}

int supervisor_lay(struct supervisor *v, int const *fds)
{
	for (int i = 0; i < SLOTS; i++)
		if (fds[i] >= 0 && dup3(fds[i], v->slot[i], O_CLOEXEC) < 0)
			return -1;
	return 0;
}

void supervisor_clear(struct supervisor *v, int const *fds)
{
	for (int i = 0; i < SLOTS; i++)
		if (fds[i] >= 0)
			dup3(v->loop.epoll, v->slot[i], O_CLOEXEC);
}

/* close_range(), which musl has no function for. */
static int close_between(unsigned int first, unsigned int last, unsigned int flags)
{
	return (int)syscall(SYS_close_range, first, last, flags);
}

int supervisor_part(struct supervisor const *v)
{
	if (!close_between((unsigned int)v->apart, ~0u, CLOSE_RANGE_UNSHARE))
		return 0;
	return unshare(CLONE_FILES);
}

int supervisor_open(struct supervisor *v, struct ctx *x)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	v->x = x;
	find_inherited(v);
	raise_limit(v);
	if (make_slots(v) < 0)
		return -1;
	/* Listeners may vanish while they are written to. */
	if (sigaction(SIGPIPE, &ignore, &v->pipe) < 0)
		return -1;
	return loop_open(&v->loop);
}

/* Closes all descriptors above 2 but those from outside and the one for readiness. */
static void close_ours(struct supervisor const *v, int keep)
{
	unsigned int from = LOOK_FROM;
	for (int i = 0; i < v->inherited_n || keep >= 3;) {
		int next = i < v->inherited_n ? v->inherited[i] : keep;
		if (keep >= 3 && keep <= next) {
			next = keep;
			keep = -1;
		} else {
			i++;
		}
		if ((unsigned int)next > from)
			close_between(from, (unsigned int)next - 1, 0);
		from = (unsigned int)next + 1;
	}
	close_between(from, ~0u, 0);
}

int supervisor_child(struct supervisor *v, int ours, int keep)
{
	if (loop_child_signals(&v->loop) < 0 || sigaction(SIGPIPE, &v->pipe, 0) < 0)
		return -1;
	if (ours)
		close_ours(v, keep);
	return setrlimit(RLIMIT_NOFILE, &v->files);
}
