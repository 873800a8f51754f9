/* loop.c - one turn after the other. */
#include "loop.h"

#include <errno.h>
#include <poll.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STALL_MS = 10, STALL_MOST_MS = 1000 };

int64_t loop_clock(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * LOOP_SEC + t.tv_nsec;
}

int loop_open(struct loop *l)
{
	memset(l, 0, sizeof *l);
	l->now = loop_clock();
	sigemptyset(&l->caught);
	sigaddset(&l->caught, SIGCHLD);
	sigprocmask(SIG_BLOCK, &l->caught, &l->before);
	l->epoll = epoll_create1(EPOLL_CLOEXEC);
	l->signals = signalfd(-1, &l->caught, SFD_CLOEXEC | SFD_NONBLOCK);
	struct epoll_event e = { .events = EPOLLIN, .data.ptr = 0 };
	if (l->epoll >= 0 && l->signals >= 0 && !epoll_ctl(l->epoll, EPOLL_CTL_ADD, l->signals, &e))
		return 0;
	int err = errno;
	loop_close(l);
	errno = err;
	return -1;
}

void loop_close(struct loop *l)
{
	if (l->epoll >= 0)
		fd_close(l->epoll);
	if (l->signals >= 0)
		fd_close(l->signals);
	free(l->heap);
	sigprocmask(SIG_SETMASK, &l->before, 0);
	if (l->stopped_by)
		raise(l->stopped_by);
}

int loop_child_signals(void *loop)
{
	return sigprocmask(SIG_SETMASK, &((struct loop *)loop)->before, 0);
}

int loop_fd(struct loop *l, struct watch *w, int fd, uint32_t events, loop_fn *fn, void *arg)
{
	struct epoll_event e = { .events = events, .data.ptr = w };
	w->fd = fd;
	w->fn = fn;
	w->arg = arg;
	if (!epoll_ctl(l->epoll, EPOLL_CTL_ADD, fd, &e))
		return 0;
	w->fd = -1;
	return -1;
}

void loop_fd_drop(struct loop *l, struct watch *w)
{
	if (w->fd < 0)
		return;
	epoll_ctl(l->epoll, EPOLL_CTL_DEL, w->fd, 0);
	w->fd = -1;
	for (int i = 0; i < LOOP_BATCH; i++)
		if (l->batch[i].data.ptr == w)
			l->batch[i].events = 0;
}

static int catch (struct loop *l, int sig)
{
	sigaddset(&l->caught, sig);
	if (sigprocmask(SIG_BLOCK, &l->caught, 0) < 0)
		return -1;
	return signalfd(l->signals, &l->caught, 0) < 0 ? -1 : 0;
}

int loop_signal(struct loop *l, int sig, loop_signal_fn *fn, void *arg)
{
	l->on_signal[sig] = fn;
	l->signal_arg[sig] = arg;
	sigdelset(&l->before, sig);
	return catch (l, sig);
}

int loop_stop(struct loop *l, int sig)
{
	struct sigaction now;
	if (sigaction(sig, 0, &now) < 0 || now.sa_handler == SIG_IGN)
		return 0;
	l->stops |= 1u << sig;
	return catch (l, sig);
}

static struct child **bucket(struct loop *l, pid_t pid)
{
	return l->children + (unsigned int)pid % LOOP_BUCKETS;
}

void loop_child(struct loop *l, struct child *c, pid_t pid, loop_death_fn *fn, void *arg)
{
	*c = (struct child){ .pid = pid, .fn = fn, .arg = arg, .next = *bucket(l, pid) };
	*bucket(l, pid) = c;
}

void loop_child_drop(struct loop *l, struct child *c)
{
	for (struct child **p = bucket(l, c->pid); c->pid && *p; p = &(*p)->next)
		if (*p == c) {
			*p = c->next;
			break;
		}
	c->pid = 0;
}

int loop_trouble(struct loop *l)
{
	l->troubled = 1;
	return !l->stall_ms;
}

static void trouble(struct loop *l, char const *what)
{
	int err = errno;
	if (loop_trouble(l) && l->on_trouble) {
		errno = err;
		l->on_trouble(l->trouble_arg, what);
	}
}

static void reap(struct loop *l)
{
	int wstat;
	pid_t pid;
	while ((pid = waitpid(-1, &wstat, WNOHANG)) > 0) {
		struct child *c = *bucket(l, pid);
		while (c && c->pid != pid)
			c = c->next;
		if (!c)
			continue;
		loop_child_drop(l, c);
		c->fn(c->arg, wstat);
	}
	l->unreaped = pid < 0 && errno != ECHILD;
	if (l->unreaped)
		trouble(l, "wait for children");
}

static void take_signal(struct loop *l, unsigned int sig)
{
	/* Each time: who dies after reap has looked says so with another one. */
	if (sig == SIGCHLD)
		reap(l);
	if (sig < LOOP_SIGNALS && l->stops & 1u << sig)
		loop_leave(l, 128 + (l->stopped_by = (int)sig));
	if (sig < LOOP_SIGNALS && l->on_signal[sig])
		l->on_signal[sig](l->signal_arg[sig], (int)sig);
}

static void read_signals(struct loop *l)
{
	struct signalfd_siginfo info;
	ssize_t n;
	if (l->unreaped)
		reap(l);
	while ((n = read(l->signals, &info, sizeof info)) == sizeof info)
		take_signal(l, info.ssi_signo);
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		trouble(l, "read signals");
}

static void run_timers(struct loop *l)
{
	while (l->timers && l->heap[0]->when <= l->now) {
		struct timer *t = l->heap[0];
		loop_timer_drop(l, t);
		t->fn(t->arg);
	}
}

static int patience(struct loop const *l)
{
	if (!l->timers)
		return -1;
	int64_t left = l->heap[0]->when - loop_clock();
	return left <= 0                ? 0
	       : left > 3600 * LOOP_SEC ? 3600000
					: (int)((left + LOOP_MS - 1) / LOOP_MS);
}

static void run_fds(struct loop *l, int n, int early)
{
	for (int i = 0; i < n; i++) {
		struct watch *w = l->batch[i].data.ptr;
		if (w && l->batch[i].events && !w->early == !early) {
			l->batch[i].events = 0;
			w->fn(w->arg);
		}
	}
}

unsigned int loop_longer(unsigned int ms, unsigned int first, unsigned int most)
{
	return !ms ? first : ms > most / 2 ? most : 2 * ms;
}

static int wait_for_events(struct loop *l)
{
	memset(l->batch, 0, sizeof l->batch);
	if (l->stall_ms)
		poll(0, 0, l->stall_ms);
	l->troubled = 0;
	int n = epoll_wait(l->epoll, l->batch, LOOP_BATCH, l->unreaped ? 0 : patience(l));
	if (n < 0 && errno == EINTR)
		return 0;
	if (n < 0 && l->on_trouble)
		trouble(l, "wait for events");
	return n < 0 && l->on_trouble ? 0 : n;
}

int loop_run(struct loop *l)
{
	while (!l->leaving) {
		int n = wait_for_events(l);
		if (n < 0)
			return -1;
		l->now = loop_clock();
		run_timers(l);
		run_fds(l, n, 1);
		read_signals(l);
		run_fds(l, n, 0);
		if (l->on_turn)
			l->on_turn(l->turn_arg);
		l->stall_ms = l->troubled ? (int)loop_longer((unsigned int)l->stall_ms, STALL_MS,
						    STALL_MOST_MS)
					  : 0;
	}
	return l->code;
}

void loop_leave(struct loop *l, int code)
{
	if (!l->leaving)
		l->code = code;
	l->leaving = 1;
}
