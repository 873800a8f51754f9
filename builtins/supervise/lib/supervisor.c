/* supervisor.c - what all services of a process share. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "service.h"

enum { LOOK_AT = 256, RESERVE = 8, OWN_TIMERS = 8 };

/* A thousand services need three thousand descriptors: take what the hard limit allows, and give
   children the old one. */
static int raise_limit(struct supervisor *v)
{
	if (getrlimit(RLIMIT_NOFILE, &v->files) < 0)
		return -1;
	v->most = v->files;
	v->most.rlim_cur = v->most.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &v->most) < 0) {
		warnsys(v->x, "unable to raise the limit of descriptors");
		v->most = v->files;
	}
	return 0;
}

int supervisor_has_room(struct supervisor const *v, int fd)
{
	errno = EMFILE;
	return (rlim_t)fd + RESERVE < v->most.rlim_cur;
}

static void on_trouble(void *arg, char const *what)
{
	struct supervisor *v = arg;
	warnsys(v->x, "unable to ", what, ", trying again");
}

int supervisor_open(struct supervisor *v, struct ctx *x)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	v->x = x;
	v->inherited_n = 0;
	for (int fd = 3; fd < LOOK_AT && v->inherited_n < INHERITED_FDS; fd++) {
		int flags = fcntl(fd, F_GETFD);
		if (flags < 0 && errno != EBADF)
			return -1;
		if (flags >= 0 && !(flags & FD_CLOEXEC))
			v->inherited[v->inherited_n++] = fd;
	}
	/* Listeners may vanish while they are written to. */
	if (raise_limit(v) < 0 || sigaction(SIGPIPE, &ignore, &v->pipe) < 0 ||
		loop_open(&v->loop) < 0 || loop_promise(&v->loop, OWN_TIMERS) < 0)
		return -1;
	x->patience = &v->patience;
	v->loop.on_trouble = on_trouble;
	v->loop.trouble_arg = v;
	return 0;
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
