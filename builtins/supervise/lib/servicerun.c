/* servicerun.c - starting a service's run and finish. */
#include "servicerun.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launch.h"
#include "run.h"
#include "servicedir.h"
#include "shortage.h"
#include "spawn.h"

/* What a child does between fork and run. */
struct setup {
	struct service const *s;
	char const *name;
	int fd[SLOTS]; /* what becomes its stdio and its notification descriptor, -1 for none */
	int notify_to; /* which that is */
	int ours;      /* no exec will close what is close-on-exec */
};

enum { NO_FD = -1 };
#define SETUP ((struct setup){ .fd = { -1, -1, -1, -1 }, .notify_to = NO_FD })

static int use_fd(int to, int from)
{
	if (from == to)
		return fcntl(to, F_SETFD, 0);
	return dup2(from, to) < 0 ? -1 : 0;
}

static int set_null(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	return null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 ? -1 : 0;
}

/* FROM is where what U->fd names is found. */
static int set_fds(struct setup const *u, int const *from)
{
	int const to[SLOTS] = { 0, 1, 2, u->notify_to };
	for (int i = 0; i < SLOTS; i++)
		if (u->fd[i] >= 0 && use_fd(to[i], from[i]) < 0)
			return -1;
	return 0;
}

static int setup(void *arg)
{
	struct setup *u = arg;
	struct supervisor *v = u->s->v;
	if (fchdir(u->s->dir) < 0 || setsid() < 0)
		return -1;
	if (!u->ours && supervisor_part(v) < 0)
		return -1;
	if (set_fds(u, u->ours ? u->fd : v->slot) < 0 || (u->s->detached && set_null() < 0))
		return -1;
	if (u->ours) /* as the kernel does it for a script */
		prctl(PR_SET_NAME, u->name);
	if (u->s->lasting && signal(SIGTERM, SIG_IGN) == SIG_ERR)
		return -1;
	return supervisor_child(v, u->ours, u->notify_to);
}

/* What is forked from now on is in another process namespace: the one of FD, or, when that is -1, a new one. */
static int children_go(int fd)
{
	return fd < 0 ? unshare(CLONE_NEWPID) : setns(fd, CLONE_NEWPID);
}

/* Starts WORDS, which run ./NAME. */
static pid_t start(struct service *s, struct word *words, char const *name, struct setup *u)
{
	struct ctx *x = s->v->x;
	pid_t pid = -1;
	if (!words)
		return -1;
	u->s = s;
	u->name = name;
	u->ours = !strchr(words->s, '/');
	if (!s->detached) {
		u->fd[SLOT_IN] = s->in;
		u->fd[SLOT_OUT] = s->out;
		u->fd[SLOT_ERR] = s->err;
	}
	x->here = s->name;
	if (u->ours || !supervisor_lay(s->v, u->fd))
		pid = spawn(x, words,
			&(struct plan){ .close = -1,
				.from = -1,
				.to = -1,
				.parts = !u->ours,
				.setup = setup,
				.arg = u });
	x->here = 0;
	int err = errno;
	if (!u->ours && supervisor_clear(s->v, u->fd) < 0)
		SAY(s, errno, "unable to let go of its descriptors until another service starts");
	errno = err;
	return pid;
}

/* Or 0 with errno, when nobody can tell for now. */
static struct word *words_of_file(struct service *s, char const *name, char const *const *args)
{
	struct ctx *x = s->v->x;
	struct word *words = launch_words(x, s->dir, name, join(x, "./", name), args);
	return shortage(errno) ? 0 : words;
}

static int is_locked(int dirfd, char const *name)
{
	int fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int r = fd < 0 ? 0 : fd_islocked(fd);
	if (fd >= 0)
		fd_close(fd);
	return r > 0;
}

/* RUN behind a lock on the descriptor FD, which lasts as long as anything of the service. */
static struct word *locked(struct service *s, unsigned int fd, struct word *run)
{
	struct ctx *x = s->v->x;
	static char const file[] = "supervise/service-lock";
	char number[DECIMAL];
	size_t n = 0;
	while (run[n].s)
		n++;
	struct word *w = arena_get(x, (n + 6) * sizeof *w);
	char const *const lock[] = { "s6-setlock", "-d", join(x, decimal(number, fd)), "--", file };
	for (size_t i = 0; i < 5; i++)
		w[i] = word_make(lock[i], 0);
	memcpy(w + 5, run, (n + 1) * sizeof *w);
	if (is_locked(s->dir, file))
		s->say(s,
			DIAG_PARTS(
				"another instance of the service is still running: waiting for it"),
			0);
	return w;
}

enum { UNKNOWN_FD = -2 };

/* The descriptor that the file NAME asks for, or NO_FD; or UNKNOWN_FD with errno. */
static int wanted_fd(struct service *s, char const *name)
{
	unsigned int fd = servicedir_number(s, name, ~0u);
	if (fd == ~0u)
		return errno ? UNKNOWN_FD : NO_FD;
	if (fd < s->v->files.rlim_max && fd < INT_MAX)
		return (int)fd;
	s->say(s, DIAG_PARTS("invalid ", name, ": descriptors do not go up to that number here"),
		0);
	return NO_FD;
}

/* Starts it as process 1 of a process namespace of its own. */
static pid_t start_apart(struct service *s, struct word *words, struct setup *u)
{
	int home = open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC);
	if (home < 0 || children_go(-1) < 0) {
		int err = errno;
		if (err != s->spawn_errno)
			SAY(s, err, "unable to make a process namespace for flag-newpidns");
		if (home >= 0)
			fd_close(home);
		errno = err;
		return -1;
	}
	pid_t pid = start(s, words, "run", u);
	int err = errno;
	if (children_go(home) < 0)
		SAY(s, errno, "unable to leave the process namespace of this service");
	fd_close(home);
	errno = err;
	return pid;
}

static int notification_pipe(struct service *s, struct setup *u, int *readiness)
{
	int p[2];
	if (u->notify_to == NO_FD)
		return 0;
	if (pipenbcoe(p) < 0)
		return -1;
	ndelay_off(p[1]);
	u->fd[SLOT_NOTIFY] = p[1];
	*readiness = p[0];
	return supervisor_has_room(s->v, p[1]) ? 0 : -1;
}

static pid_t run_with(struct service *s, int *readiness, struct setup *u)
{
	char const *args[] = { s->name, 0 };
	int lock = wanted_fd(s, "lock-fd"), apart;
	if (lock == UNKNOWN_FD || (u->notify_to = wanted_fd(s, "notification-fd")) == UNKNOWN_FD)
		return -1;
	apart = servicedir_flag(s, "flag-newpidns");
	if (!apart && errno)
		return -1;
	errno = EINVAL;
	if (lock != NO_FD && lock == u->notify_to) {
		s->say(s, DIAG_PARTS("invalid lock-fd: it is the notification-fd"), 0);
		return -1;
	}
	if (notification_pipe(s, u, readiness) < 0)
		return -1;
	struct word *words = words_of_file(s, "run", args);
	if (words && lock != NO_FD)
		words = locked(s, (unsigned int)lock, words);
	return apart ? start_apart(s, words, u) : start(s, words, "run", u);
}

pid_t servicerun_start(struct service *s, int *readiness)
{
	struct arena mark = arena_mark(s->v->x);
	struct setup u = SETUP;
	*readiness = -1;
	pid_t pid = run_with(s, readiness, &u);
	int err = errno;
	if (u.fd[SLOT_NOTIFY] >= 0)
		fd_close(u.fd[SLOT_NOTIFY]);
	if (pid < 0 && *readiness >= 0)
		fd_close(*readiness);
	arena_release(s->v->x, mark);
	errno = err;
	return pid;
}

pid_t servicerun_finish(struct service *s)
{
	char code[DECIMAL], sig[DECIMAL], group[DECIMAL];
	int wstat = s->st.wstat;
	char const *args[] = {
		decimal(code, WIFSIGNALED(wstat) ? 256 : (unsigned long)WEXITSTATUS(wstat)),
		decimal(sig, WIFSIGNALED(wstat) ? (unsigned long)WTERMSIG(wstat) : 0), s->name,
		decimal(group, (unsigned long)s->st.pgid), 0
	};
	struct setup u = SETUP;
	struct arena mark = arena_mark(s->v->x);
	pid_t pid = start(s, words_of_file(s, "finish", args), "finish", &u);
	int err = errno;
	arena_release(s->v->x, mark);
	errno = err;
	return pid;
}

void servicerun_explain(struct service *s, char const *name, int err, char const *next)
{
	struct ctx *x = s->v->x;
	struct arena mark = arena_mark(x);
	char const *why = exec_reason(x, join(x, s->name, "/", name), err);
	s->say(s,
		DIAG_PARTS("unable to spawn ./", name, ": ", strerror(err), why ? ": " : "",
			why ? why : "", next),
		0);
	arena_release(x, mark);
}
