/* servicedir.c - the files of a service directory, and starting its run and finish. */
#include "servicedir.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/sig.h>
#include <skalibs/types.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "diag.h"
#include "launch.h"
#include "run.h"
#include "spawn.h"

/* The first line of a small file, without blanks at its end. Returns its length, or -1. */
static ssize_t first_line(int dirfd, char const *name, char *b, size_t size)
{
	int fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = fd < 0 ? -1 : readnclose(fd, b, size - 1);
	if (n < 0)
		return -1;
	b[n] = 0;
	size_t len = strcspn(b, "\n");
	while (len && strchr(" \t\r", b[len - 1]))
		len--;
	b[len] = 0;
	return (ssize_t)len;
}

unsigned int servicedir_number(int dirfd, char const *name, unsigned int fallback)
{
	char b[64];
	unsigned int n;
	return first_line(dirfd, name, b, sizeof b) > 0 && uint0_scan(b, &n) ? n : fallback;
}

int servicedir_signal(int dirfd, char const *name, int fallback)
{
	char b[64];
	int sig;
	return first_line(dirfd, name, b, sizeof b) > 0 && sig0_scan(b, &sig) ? sig : fallback;
}

int servicedir_flag(int dirfd, char const *name)
{
	return !faccessat(dirfd, name, F_OK, 0);
}

int servicedir_set_down(int dirfd, int make)
{
	if (!make)
		return unlinkat(dirfd, "down", 0) < 0 && errno != ENOENT ? -1 : 0;
	int fd = openat(dirfd, "down", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	fd_close(fd);
	return 0;
}

/* What a child does between fork and run. */
struct setup {
	struct service const *s;
	int notify_from, notify_to; /* -1 for none */
	int ours;                   /* no exec will close what is close-on-exec */
};

static int use_fd(int to, int from)
{
	if (from == to)
		return fcntl(to, F_SETFD, 0);
	return dup2(from, to) < 0 ? -1 : 0;
}

static int set_stdio(struct service const *s)
{
	int null = s->detached ? open("/dev/null", O_RDWR | O_CLOEXEC) : -1;
	if (s->detached)
		return null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 ? -1 : 0;
	if (s->in >= 0 && use_fd(0, s->in) < 0)
		return -1;
	if (s->err >= 0 && use_fd(2, s->err) < 0)
		return -1;
	return s->out >= 0 ? use_fd(1, s->out) : 0;
}

static int setup(void *arg)
{
	struct setup *u = arg;
	if (fchdir(u->s->dir) < 0 || setsid() < 0 || set_stdio(u->s) < 0)
		return -1;
	if (u->notify_to >= 0 && use_fd(u->notify_to, u->notify_from) < 0)
		return -1;
	return supervisor_child(u->s->v, u->ours, u->notify_to);
}

static pid_t start(struct service *s, char const *name, char const *const *args, struct setup *u)
{
	struct ctx *x = s->v->x;
	struct arena mark = arena_mark(x);
	struct word *words = launch_words(x, s->dir, name, join(x, "./", name), args);
	u->s = s;
	u->ours = !strchr(words->s, '/');
	pid_t pid = spawn(x, words,
		&(struct plan){ .close = -1, .from = -1, .to = -1, .setup = setup, .arg = u });
	int err = errno;
	arena_release(x, mark);
	errno = err;
	return pid;
}

pid_t servicedir_run(struct service *s, int *readiness)
{
	char const *args[] = { s->name, 0 };
	struct setup u = { .notify_from = -1, .notify_to = -1 };
	unsigned int to = servicedir_number(s->dir, "notification-fd", 0);
	int p[2] = { -1, -1 };
	if (to > 2 && pipenbcoe(p) < 0)
		return -1;
	if (to > 2) {
		ndelay_off(p[1]);
		u.notify_from = p[1];
		u.notify_to = (int)to;
	}
	pid_t pid = start(s, "run", args, &u);
	int err = errno;
	if (p[1] >= 0)
		fd_close(p[1]);
	if (pid < 0 && p[0] >= 0)
		fd_close(p[0]);
	else
		*readiness = p[0];
	errno = err;
	return pid;
}

pid_t servicedir_finish(struct service *s)
{
	char code[DECIMAL], sig[DECIMAL], group[DECIMAL];
	int wstat = s->st.wstat;
	char const *args[] = {
		decimal(code, WIFSIGNALED(wstat) ? 256 : (unsigned long)WEXITSTATUS(wstat)),
		decimal(sig, WIFSIGNALED(wstat) ? (unsigned long)WTERMSIG(wstat) : 0), s->name,
		decimal(group, (unsigned long)s->st.pgid), 0
	};
	struct setup u = { .notify_from = -1, .notify_to = -1 };
	if (!servicedir_flag(s->dir, "finish"))
		return -1;
	return start(s, "finish", args, &u);
}

void servicedir_explain(struct service *s, char const *name, int err)
{
	struct ctx *x = s->v->x;
	struct arena mark = arena_mark(x);
	char const *file = join(x, s->name, "/", name);
	char const *why = exec_reason(x, file, err);
	char const *again = strcmp(name, "run") ? "" : " (trying again every 60 seconds)";
	s->say(s,
		DIAG_PARTS("unable to spawn ./", name, ": ", strerror(err), why ? ": " : "",
			why ? why : "", again),
		0);
	arena_release(x, mark);
}

enum { RECORD = TAIN_PACK + 2, TALLY_MOST = 4096 };

/* Leaves the last KEEP records in the tally FD, which is at its end afterwards. */
static int trim_tally(int fd, size_t keep)
{
	char b[RECORD * TALLY_MOST];
	off_t size = lseek(fd, 0, SEEK_END), want = (off_t)(keep * RECORD);
	if (size <= want)
		return size < 0 ? -1 : 0;
	ssize_t n = pread(fd, b, (size_t)want, size - want);
	return n < 0 || ftruncate(fd, 0) < 0 || pwrite(fd, b, (size_t)n, 0) < n ? -1
	       : lseek(fd, 0, SEEK_END) < 0                                     ? -1
										: 0;
}

void servicedir_tally(struct service *s)
{
	char record[RECORD];
	unsigned int most = servicedir_number(s->dir, "max-death-tally", 100);
	int fd, wstat = s->st.wstat, ok = 0;
	if (!most)
		return;
	most = most < TALLY_MOST ? most : TALLY_MOST;
	fd = openat(s->dir, "supervise/death_tally", O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	tain_pack(record, &s->st.stamp);
	record[TAIN_PACK] = (char)(WIFSIGNALED(wstat) ? status_code(wstat) : WEXITSTATUS(wstat));
	record[TAIN_PACK + 1] = (char)(WIFSIGNALED(wstat) ? WTERMSIG(wstat) : 0);
	if (fd >= 0) {
		ok = !trim_tally(fd, most - 1) && write(fd, record, RECORD) == RECORD;
		int err = errno;
		fd_close(fd);
		errno = err;
	}
	if (!ok)
		s->say(s, DIAG_PARTS("unable to write supervise/death_tally"), errno);
}

void servicedir_forget_tally(int dirfd)
{
	int fd = openat(
		dirfd, "supervise/death_tally", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd >= 0)
		fd_close(fd);
}
