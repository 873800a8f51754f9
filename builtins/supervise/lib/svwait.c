/* svwait.c - where services are, and when they are where they are wanted. */
#include "svwait.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "svclient.h"
#include "svstatus.h"

enum { MOST_FAILURES = 98 };

/* Of the events: which must come before any counts, which say that the goal is reached, that it is
   not (any more), and that it never will be. */
struct svwait_goal {
	char letter;
	char const *first, *yes, *no, *never;
};

static struct svwait_goal const goals[] = {
	{ SVWAIT_UP, "", "uU", "dD", "Ox" },
	{ SVWAIT_READY, "", "U", "udD", "Ox" },
	{ SVWAIT_DOWN, "", "dD", "uU", "x" },
	{ SVWAIT_FINISHED, "", "D", "uUd", "x" },
	{ SVWAIT_RESTARTED, "dD", "uU", "dD", "Ox" },
	{ SVWAIT_RESTARTED_READY, "dD", "U", "udD", "Ox" },
	{ SVWAIT_SUPERVISED, "", "s", "x", "" },
	{ SVWAIT_LEFT, "", "x", "s", "" },
	{ 0, 0, 0, 0, 0 },
};

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
	struct svwait_goal const *goal = goals;
	while (goal->letter && goal->letter != letter)
		goal++;
	w->service[i].goal = goal;
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
		w->service[i].dir = dirs[i];
		w->service[i].wait = w;
		svwait_aim(w, i, (char)o->goal);
	}
}

static void set_begun(struct svwait_service *s)
{
	s->wait->begun += !s->begun;
	s->begun = 1;
}

static void set_reached(struct svwait_service *s, int reached)
{
	s->wait->reached += (size_t)reached - (size_t)s->reached;
	s->reached = reached;
}

static void set_failed(struct svwait_service *s, char event)
{
	set_begun(s);
	set_reached(s, 1);
	s->failed = event;
	s->wait->failures++;
}

static int done(struct svwait const *w)
{
	return w->begun == w->n && (w->reached == w->n || (w->any && w->reached));
}

static int event(void *arg, char e)
{
	struct svwait_service *s = arg;
	struct svwait_goal const *goal = s->goal;
	if (s->failed || !e)
		return 0;
	if (strchr(goal->first, e))
		set_begun(s);
	if (!s->reached && strchr(goal->never, e))
		set_failed(s, e);
	else if (s->begun && strchr(goal->yes, e))
		set_reached(s, 1);
	else if (strchr(goal->no, e))
		set_reached(s, 0);
	return done(s->wait);
}

/* Without a supervisor the status says where the service was: one that is down will still be. */
static int is_reached(char letter, struct svstatus const *now, int supervised)
{
	int up = now->pid && !now->finishing;
	switch (letter) {
	case SVWAIT_UP: return up && supervised;
	case SVWAIT_READY: return up && now->ready && supervised;
	case SVWAIT_DOWN: return !up;
	case SVWAIT_FINISHED: return !now->pid;
	default: return 0;
	}
}

static int fail_at(struct svwait_service *s, int err)
{
	static char const cannot[] = "unable to wait for ";
	if (err == ENOENT || err == ENOTDIR)
		return failed(s->wait, 111, cannot, s->dir, "it is not supervised");
	if (err == EPROTO)
		return failed(s->wait, 111, cannot, s->dir, "supervise/status is malformed");
	return failed(s->wait, 111, cannot, s->dir, strerror(err));
}

static int is_about_supervisor(struct svwait_service const *s)
{
	return s->goal->letter == SVWAIT_SUPERVISED || s->goal->letter == SVWAIT_LEFT;
}

static int look(struct svwait_service *s)
{
	struct svstatus now = { .pid = 0 };
	int supervised = service_supervised(s->dir);
	if (is_about_supervisor(s)) {
		set_begun(s);
		set_reached(s, (supervised > 0) == (s->goal->letter == SVWAIT_SUPERVISED));
		return 0;
	}
	if (svstatus_read(&now, s->dir) < 0 && !(s->wait->appear && errno == ENOENT))
		return fail_at(s, errno);
	if (!supervised && !s->wait->appear)
		s->wait->unsupervised = s->dir;
	if (!*s->goal->first || !now.pid || now.finishing)
		set_begun(s);
	set_reached(s, is_reached(s->goal->letter, &now, supervised));
	return 0;
}

/* A directory that was never supervised is left as it is, unless its supervisor may appear. */
static int listen(struct svwait_service *s)
{
	char event_dir[SERVICE_PATH], status[SERVICE_PATH];
	if (!service_path(event_dir, s->dir, "event") ||
		!service_path(status, s->dir, "supervise/status"))
		return fail_at(s, errno);
	if (!is_about_supervisor(s) && !s->wait->appear && access(status, F_OK) < 0)
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
	while (!s->failed)
		s++;
	return failed(w, w->failures < MOST_FAILURES ? (int)w->failures : MOST_FAILURES,
		"unable to wait for ", s->dir,
		s->failed == 'x' ? "its supervisor has left" : "it has failed for good");
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
