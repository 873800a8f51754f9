/* supervisor.c - what all services of a process share. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <skalibs/djbunix.h>
#include <unistd.h>

#include "closerange.h"
#include "files.h"
#include "service.h"

enum { LOOK_FROM = 3, LOOK_AT = 256, RESERVE = 8, OWN_TIMERS = 8 };

/* A thousand services need three thousand descriptors: take what the hard limit allows, and give
   children the old one. */
static int raise_limit(struct supervisor *v)
{
	int raised = !files_raise(&v->files);
	if (!raised)
		warnsys(v->x, "unable to raise the limit of descriptors");
	if (getrlimit(RLIMIT_NOFILE, &v->most) < 0)
		return -1;
	if (!raised)
		v->files = v->most;
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

/* Descriptors are low that are at hand when there are none of services yet. */
static int find_inherited(struct supervisor *v)
{
	struct pollfd p[LOOK_AT];
	int end = v->most.rlim_cur < LOOK_AT ? (int)v->most.rlim_cur : LOOK_AT;
	for (int fd = LOOK_FROM; fd < end; fd++)
		p[fd] = (struct pollfd){ .fd = fd };
	v->inherited_n = 0;
	if (end > LOOK_FROM && poll(p + LOOK_FROM, (nfds_t)(end - LOOK_FROM), 0) < 0)
		return -1;
	for (int fd = LOOK_FROM; fd < end && v->inherited_n < INHERITED_FDS; fd++) {
		int flags = p[fd].revents & POLLNVAL ? FD_CLOEXEC : fcntl(fd, F_GETFD);
		if (flags < 0)
			return -1;
		if (!(flags & FD_CLOEXEC))
			v->inherited[v->inherited_n++] = fd;
	}
	return 0;
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

int supervisor_clear(struct supervisor *v, int const *fds)
{
	int r = 0;
	for (int i = 0; i < SLOTS; i++)
		if (fds[i] >= 0 && dup3(v->loop.epoll, v->slot[i], O_CLOEXEC) < 0)
			r = -1;
	return r;
}

int supervisor_part(struct supervisor const *v)
{
	if (!close_between((unsigned int)v->apart, ~0u, CLOSE_UNSHARE))
		return 0;
	return unshare(CLONE_FILES);
}

int supervisor_open(struct supervisor *v, struct ctx *x)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	v->x = x;
	if (raise_limit(v) < 0 || find_inherited(v) < 0 || make_slots(v) < 0)
		return -1;
	/* Listeners may vanish while they are written to. */
	if (sigaction(SIGPIPE, &ignore, &v->pipe) < 0 || loop_open(&v->loop) < 0 ||
		loop_promise(&v->loop, OWN_TIMERS) < 0)
		return -1;
	x->patience = &v->patience;
	v->loop.on_trouble = on_trouble;
	v->loop.trouble_arg = v;
	return 0;
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
