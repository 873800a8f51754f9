/* events.c - the loop of everything that listens to fifodirs. */
#include "events.h"

#include <errno.h>
#include <unistd.h>

#include "spawn.h"

static void expire(void *arg)
{
	struct events *e = arg;
	e->timed_out = 1;
	loop_leave(&e->loop, 0);
}

int events_open(struct events *e, unsigned int ms)
{
	static int const deadly[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };
	e->sources = 0;
	e->timed_out = 0;
	e->timer = (struct timer){ 0 };
	if (loop_open(&e->loop) < 0)
		return -1;
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		if (loop_stop(&e->loop, deadly[i]) < 0)
			goto failed;
	if (!ms || !loop_in(&e->loop, &e->timer, ms, expire, e))
		return 0;
failed:
	events_close(e);
	return -1;
}

/* FN may stop listening. */
static void take(void *arg)
{
	struct events_source *s = arg;
	struct loop *l = s->loop;
	char b[256];
	ssize_t n = 0;
	while (!l->leaving && s->listener.fd >= 0 && (n = read(s->listener.fd, b, sizeof b)) > 0)
		for (ssize_t i = 0; i < n && !l->leaving && s->listener.fd >= 0; i++)
			if (s->fn(s->arg, b[i]))
				loop_leave(l, 0);
}

int events_listen(
	struct loop *l, struct events_source *s, char const *path, events_fn *fn, void *arg)
{
	s->loop = l;
	s->fn = fn;
	s->arg = arg;
	s->watch = (struct watch){ .fd = -1 };
	if (fifodir_listen(&s->listener, path) < 0)
		return -1;
	if (!loop_fd(l, &s->watch, s->listener.fd, EPOLLIN, take, s))
		return 0;
	int err = errno;
	fifodir_unlisten(&s->listener);
	errno = err;
	return -1;
}

void events_unlisten(struct events_source *s)
{
	loop_fd_drop(s->loop, &s->watch);
	fifodir_unlisten(&s->listener);
}

int events_from(
	struct events *e, struct events_source *s, char const *path, events_fn *fn, void *arg)
{
	if (events_listen(&e->loop, s, path, fn, arg) < 0)
		return -1;
	s->next = e->sources;
	e->sources = s;
	return 0;
}

int events_wait(struct events *e)
{
	int r = loop_run(&e->loop);
	if (r > 0)
		errno = EINTR;
	else if (!r && e->timed_out)
		errno = ETIMEDOUT;
	return r || e->timed_out ? -1 : 0;
}

/* The child of a fork keeps its parent's descriptors until it execs; it must not hold the fifos. */
static int leave_behind(void *arg)
{
	struct events *e = arg;
	for (struct events_source *s = e->sources; s; s = s->next)
		close(s->listener.fd);
	close(e->loop.epoll);
	close(e->loop.signals);
	return loop_child_signals(&e->loop);
}

int events_spawn(struct ctx *x, struct events *e, struct word *words)
{
	struct plan plan = PLAN_NONE;
	plan.setup = leave_behind;
	plan.arg = e;
	return spawn(x, words, &plan) < 0 ? -1 : 0;
}

void events_close(struct events *e)
{
	int err = errno;
	for (struct events_source *s = e->sources; s; s = s->next)
		fifodir_unlisten(&s->listener);
	loop_close(&e->loop);
	errno = err;
}
