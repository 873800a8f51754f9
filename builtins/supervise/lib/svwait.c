/* svwait.c - waiting until services are where they are wanted. */
#include "svwait.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "svclient.h"

enum { MOST_FAILURES = 98 };

static int failed(struct svwait *w, int code, char const *what, char const *whose, char const *why)
{
	w->code = code;
	w->why[0] = what;
	w->why[1] = whose;
	w->why[2] = why ? ": " : 0;
	w->why[3] = why;
	w->why[4] = 0;
	return -1;
}

void svwait_aim(struct svwait *w, size_t i, char letter)
{
	svgoal_aim(&w->service[i].goal, w->service[i].goal.dir, letter);
}

void svwait_init(
	struct ctx *x, struct svwait *w, char const *const *dirs, struct svwait_opts const *o)
{
	size_t n = 0;
	while (dirs[n])
		n++;
	memset(w, 0, sizeof *w);
	w->service = arena_get(x, n * sizeof *w->service);
	w->n = n;
	w->any = o->any;
	w->appear = o->appear;
	w->ms = o->ms;
	for (size_t i = 0; i < n; i++) {
		memset(w->service + i, 0, sizeof *w->service);
		w->service[i].wait = w;
		svgoal_aim(&w->service[i].goal, dirs[i], (char)o->goal);
	}
}

/* What S adds to the counts, or, with SIGN -1, no longer does. */
static void count(struct svwait_service const *s, int sign)
{
	s->wait->begun += (size_t)(sign * s->goal.begun);
	s->wait->reached += (size_t)(sign * s->goal.reached);
	s->wait->failures += (size_t)(sign * !!s->goal.failed);
}

static int done(struct svwait const *w)
{
	return w->begun == w->n && (w->reached == w->n || (w->any && w->reached));
}

static int event(void *arg, char e)
{
	struct svwait_service *s = arg;
	count(s, -1);
	svgoal_event(&s->goal, e);
	count(s, 1);
	return done(s->wait);
}

static int fail_at(struct svwait_service *s, int err)
{
	static char const cannot[] = "unable to wait for ";
	if (err == ENOENT || err == ENOTDIR)
		return failed(s->wait, 111, cannot, s->goal.dir, "it is not supervised");
	if (err == EPROTO)
		return failed(s->wait, 111, cannot, s->goal.dir, "supervise/status is malformed");
	return failed(s->wait, 111, cannot, s->goal.dir, strerror(err));
}

static int look(struct svwait_service *s)
{
	int supervised;
	count(s, -1);
	int r = svgoal_look(&s->goal, s->wait->appear, &supervised);
	count(s, 1);
	if (r < 0)
		return fail_at(s, errno);
	if (!supervised && !s->wait->appear && !svgoal_is_about_supervisor(&s->goal))
		s->wait->unsupervised = s->goal.dir;
	return 0;
}

/* A directory that was never supervised is left as it is, unless its supervisor may appear. */
static int listen(struct svwait_service *s)
{
	char event_dir[SERVICE_PATH], status[SERVICE_PATH];
	if (!service_path(event_dir, s->goal.dir, "event") ||
		!service_path(status, s->goal.dir, "supervise/status"))
		return fail_at(s, errno);
	if (!svgoal_is_about_supervisor(&s->goal) && !s->wait->appear && access(status, F_OK) < 0)
		return fail_at(s, errno);
	if (fifodir_make(AT_FDCWD, event_dir, getegid()) < 0 ||
		events_from(&s->wait->events, &s->source, event_dir, event, s) < 0)
		return fail_at(s, errno);
	return look(s);
}

int svwait_start(struct svwait *w)
{
	if (events_open(&w->events, w->ms) < 0)
		return failed(w, 111, "unable to wait", 0, strerror(errno));
	for (size_t i = 0; i < w->n; i++)
		if (listen(w->service + i) < 0) {
			svwait_cancel(w);
			return -1;
		}
	return 0;
}

void svwait_cancel(struct svwait *w)
{
	events_close(&w->events);
}

static int report_failures(struct svwait *w)
{
	struct svwait_service const *s = w->service;
	while (!s->goal.failed)
		s++;
	return failed(w, w->failures < MOST_FAILURES ? (int)w->failures : MOST_FAILURES,
		"unable to wait for ", s->goal.dir,
		s->goal.failed == 'x' ? "its supervisor has left" : "it has failed for good");
}

int svwait_end(struct svwait *w)
{
	int r = !w->n || done(w) ? 0 : events_wait(&w->events);
	events_close(&w->events);
	if (r < 0 && errno == ETIMEDOUT)
		return failed(w, 99, "timed out", 0, 0);
	if (r < 0)
		return failed(w, 111, "unable to wait", 0, strerror(errno));
	return w->failures ? report_failures(w) : 0;
}
