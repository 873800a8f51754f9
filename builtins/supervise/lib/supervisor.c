/* supervisor.c - what all services of a process share. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "files.h"
#include "service.h"

enum { LOOK_AT = 256, RESERVE = 8 };

int supervisor_has_room(struct supervisor const *v, int fd)
{
	errno = EMFILE;
	return (rlim_t)fd + RESERVE < v->files.rlim_max;
}

int supervisor_short_of(int err)
{
	return err == EAGAIN || err == ENOMEM || err == EMFILE || err == ENFILE;
}

int supervisor_open(struct supervisor *v, struct ctx *x)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	v->x = x;
	v->inherited_n = 0;
	for (int fd = 3; fd < LOOK_AT && v->inherited_n < INHERITED_FDS; fd++) {
		int flags = fcntl(fd, F_GETFD);
		if (flags >= 0 && !(flags & FD_CLOEXEC))
			v->inherited[v->inherited_n++] = fd;
	}
	/* A thousand services need three thousand descriptors. Children get the old limit. */
	files_raise(&v->files);
	/* Listeners may vanish while they are written to. */
	if (sigaction(SIGPIPE, &ignore, &v->pipe) < 0)
		return -1;
	return loop_open(&v->loop);
}

/* Closes all descriptors above 2 but those from outside and the one for readiness. */
static void close_ours(struct supervisor const *v, int keep)
{
	unsigned int from = 3;
	for (int i = 0; i < v->inherited_n || keep >= 3;) {
		int next = i < v->inherited_n ? v->inherited[i] : keep;
		if (keep >= 3 && keep <= next) {
			next = keep;
			keep = -1;
		} else {
			i++;
		}
		if ((unsigned int)next > from)
			close_range(from, (unsigned int)next - 1, 0);
		from = (unsigned int)next + 1;
	}
	close_range(from, ~0u, 0);
}

int supervisor_child(struct supervisor *v, int ours, int keep)
{
	if (loop_child_signals(&v->loop) < 0 || sigaction(SIGPIPE, &v->pipe, 0) < 0)
		return -1;
	if (ours)
		close_ours(v, keep);
	return setrlimit(RLIMIT_NOFILE, &v->files);
}
