/* svtreewatch.c - trees of services, watched: the directories where their status is replaced, or their events. */
#include "svtreewatch.h"

#include <errno.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { SOON_MS = 20, SECOND_MS = 1000, TICKS_ANEW = 10 };
enum { CHANGES = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR };

/* What comes in a burst is shown once. */
static void on_soon(void *arg)
{
	struct svtreewatch *w = arg;
	loop_leave(&w->events.loop, 0);
}

static void changed(struct svtreewatch *w)
{
	if (!w->soon.slot)
		loop_in(&w->events.loop, &w->soon, SOON_MS, on_soon, w);
}

static int on_event(void *w, char event)
{
	(void)event;
	changed(w);
	return 0;
}

static void on_files(void *arg)
{
	struct svtreewatch *w = arg;
	char b[4096];
	while (read(w->inotify, b, sizeof b) > 0)
		;
	changed(w);
}

static void on_second(void *arg)
{
	struct svtreewatch *w = arg;
	loop_in(&w->events.loop, &w->second, SECOND_MS, on_second, w);
	if (w->polled || ++w->ticks >= TICKS_ANEW)
		loop_leave(&w->events.loop, 0);
	else if (w->tick && w->show(w->arg, 0) < 0)
		w->failed = 1;
	if (w->failed)
		loop_leave(&w->events.loop, 0);
}

static void on_resize(void *arg, int sig)
{
	(void)sig;
	changed(arg);
}

static int see(struct svtreewatch *w, char const *dir)
{
	return inotify_add_watch(w->inotify, dir, CHANGES) < 0 ? -1 : 0;
}

static int hear(struct svtreewatch *w, char const *dir)
{
	struct events_source *s = arena_get(w->x, sizeof *s);
	return events_from(&w->events, s, dir, on_event, w);
}

static void attend(struct svtreewatch *w, struct svtree const *t);

static void attend_to(struct svtreewatch *w, struct svnode const *n)
{
	if (see(w, join(w->x, n->dir, "/supervise")) < 0) {
		hear(w, join(w->x, n->dir, "/event"));
		w->polled = 1;
	}
	if (n->logger)
		attend_to(w, n->logger);
	if (n->below)
		attend(w, n->below);
}

static void attend(struct svtreewatch *w, struct svtree const *t)
{
	for (; t; t = t->next) {
		if (t->dir && see(w, t->dir) < 0)
			w->polled = 1;
		for (struct svnode const *n = t->first; n; n = n->next)
			attend_to(w, n);
	}
}

static int begin(struct svtreewatch *w)
{
	w->files = (struct watch){ .fd = -1 };
	w->soon = w->second = (struct timer){ 0 };
	w->polled = w->ticks = 0;
	w->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (w->inotify < 0 || events_open(&w->events, 0) < 0)
		return -1;
	if (loop_signal(&w->events.loop, SIGWINCH, on_resize, w) < 0)
		return -1;
	return loop_fd(&w->events.loop, &w->files, w->inotify, EPOLLIN, on_files, w);
}

/* Listens to what is there now, and only then looks again: what comes meanwhile is not missed. */
static int round_of(struct svtreewatch *w)
{
	if (begin(w) < 0)
		return -1;
	attend(w, w->read(w->arg));
	if (w->show(w->arg, 1) < 0)
		w->failed = 1;
	if (w->tick || w->polled)
		loop_in(&w->events.loop, &w->second, SECOND_MS, on_second, w);
	if (!w->failed && loop_run(&w->events.loop) < 0)
		w->failed = 1;
	int err = errno;
	fd_close(w->inotify);
	events_close(&w->events);
	errno = err;
	return w->failed ? -1 : 0;
}

void svtreewatch_run(struct svtreewatch *w)
{
	int r;
	do {
		struct arena mark = arena_mark(w->x);
		r = round_of(w);
		arena_release(w->x, mark);
	} while (r >= 0);
}
