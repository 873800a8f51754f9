/* adopt.c - what a supervisor can know about its services without having been told. */
#include "adopt.h"

#include <dirent.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/genalloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "servicedir.h"

static int listed(char const *list, int fd)
{
	for (; *list; list += strcspn(list, ","))
		if (atoi(list += *list == ',') == fd)
			return 1;
	return 0;
}

/* Those that this process opens are closed by an exec: they cannot come from before. */
static void sort_out(struct scan *p, int fd, char const *kept)
{
	struct stat st;
	int flags = fcntl(fd, F_GETFD);
	if (fd < 3 || flags < 0 || flags & FD_CLOEXEC || listed(kept, fd) || fstat(fd, &st) < 0)
		return;
	if (S_ISFIFO(st.st_mode) && coe(fd) >= 0 && genalloc_append(int, &p->handover.left, &fd))
		return;
	fd_close(fd);
}

void adopt_begin(struct scan *p, char const *kept)
{
	struct dirent *f;
	DIR *d = opendir("/proc/self/fd");
	while (d && (f = readdir(d)))
		sort_out(p, atoi(f->d_name), kept);
	if (d)
		closedir(d);
}

void adopt_end(struct scan *p)
{
	for (size_t i = 0; i < genalloc_len(int, &p->handover.left); i++)
		fd_close(genalloc_s(int, &p->handover.left)[i]);
	genalloc_free(int, &p->handover.left);
	p->adopting = 0;
}

/* A child that is there, or whose end nobody has seen yet. */
static int is_ours(pid_t pid)
{
	siginfo_t info;
	return pid > 0 && !waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT);
}

/* The pipe that the process PID has as FD, opened for MODE, or -1. */
static int pipe_of(pid_t pid, int fd, int mode)
{
	struct stat st;
	char path[64];
	snprintf(path, sizeof path, "/proc/%ld/fd/%d", (long)pid, fd);
	if (stat(path, &st) < 0 || !S_ISFIFO(st.st_mode))
		return -1;
	return open(path, mode | O_CLOEXEC);
}

/* The pipe of its readiness has another end, if it is not ready yet and has not moved it. */
static int readiness(struct service *s)
{
	int fd = (int)servicedir_number(s, "notification-fd", 0);
	return s->state == UP && !s->st.ready && fd > 2
		       ? pipe_of(s->st.pid, fd, O_RDONLY | O_NONBLOCK)
		       : -1;
}

static int64_t deadline(struct service *s)
{
	unsigned int ms = s->state == FINISH ? servicedir_number(s, "timeout-finish", 5000)
			  : s->state == DOWN && s->st.want_up ? 1000
							      : 0;
	return ms ? loop_clock() + ms * LOOP_MS : 0;
}

int adopt_service(struct entry *e)
{
	struct service *s = &e->s;
	struct svstatus st;
	s->control = (struct control){ -1, -1 };
	if (svstatus_read(&st, s->name) < 0 || (st.pid && !is_ours(st.pid)))
		return -1;
	if (control_lock(&s->control, s->dir, "supervise") < 0 ||
		control_listen(&s->control, s->dir, "supervise") < 0) {
		control_close(&s->control);
		return -1;
	}
	s->st = st;
	s->state = !st.pid ? DOWN : st.finishing ? FINISH : UP;
	s->detached = s->killing = s->spawn_errno = 0;
	s->ready_since = st.pid && st.ready ? loop_clock() : 0;
	s->readiness.fd = readiness(s);
	s->timer.when = deadline(s);
	return service_resume(s);
}

void adopt_pipe(struct entry *producer, struct entry const *logger)
{
	struct svstatus st;
	int fd = 0;
	if (producer->pipe[0] >= 0)
		return;
	if (svstatus_read(&st, logger->s.name) < 0 || !is_ours(st.pid)) {
		fd = 1;
		if (svstatus_read(&st, producer->s.name) < 0 || !is_ours(st.pid))
			return;
	}
	producer->pipe[0] = pipe_of(st.pid, fd, O_RDONLY);
	producer->pipe[1] = pipe_of(st.pid, fd, O_WRONLY);
	if (producer->pipe[0] >= 0 && producer->pipe[1] >= 0)
		return;
	entry_close_end(&producer->pipe[0]);
	entry_close_end(&producer->pipe[1]);
}
