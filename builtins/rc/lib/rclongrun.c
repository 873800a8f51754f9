/* rclongrun.c - longruns: their supervisors are told, and tell. */
#include <errno.h>
#include <unistd.h>

#include "control.h"
#include "rcchange.h"
#include "servicedir.h"
#include "svclient.h"
#include "svstatus.h"

#include <fcntl.h>
#include <skalibs/djbunix.h>

static void look_at_goal(struct rcwork *w)
{
	if (!w->goal.reached)
		return;
	if (w->goal.failed == 'O')
		rcwork_end(w, 1, "it has failed for good");
	else if (w->goal.failed)
		rcwork_end(w, 1, "its supervisor has left");
	else
		rcwork_end(w, 0, 0);
}

static int on_event(void *arg, char event)
{
	struct rcwork *w = arg;
	svgoal_event(&w->goal, event);
	look_at_goal(w);
	return 0;
}

static char goal_of(struct rcwork const *w)
{
	if (w->c->op == RCOP_DOWN)
		return SVWAIT_FINISHED;
	return w->c->live->db.service[w->i].flags & RC_NOTIFIES ? SVWAIT_READY : SVWAIT_UP;
}

static int send(struct rcwork *w, char const *letter)
{
	if (!service_send(w->dir, letter, 1))
		return 0;
	if (!control_unheard(errno))
		return -1;
	rcwork_end(w, 111, "it has no supervisor");
	return 1;
}

static int reload(struct rcwork *w)
{
	int r = send(w, "l");
	if (!r)
		rcwork_end(w, 0, 0);
	return r < 0 ? -1 : 0;
}

int rclongrun_begin(struct rcwork *w)
{
	char event_dir[SERVICE_PATH];
	int supervised;
	w->dir = rclive_servicedir(w->c->live, w->i);
	if (w->c->op == RCOP_RELOAD)
		return reload(w);
	svgoal_aim(&w->goal, w->dir, goal_of(w));
	if (!service_path(event_dir, w->dir, "event") ||
		events_listen(&w->c->loop, &w->source, event_dir, on_event, w) < 0)
		return -1;
	int r = send(w, w->c->op == RCOP_UP ? "u" : "d");
	if (r)
		return r < 0 ? -1 : 0;
	if (svgoal_look(&w->goal, 0, &supervised) < 0) {
		rclongrun_undo(w); /* it was told */
		return -1;
	}
	look_at_goal(w);
	return 0;
}

void rclongrun_give_up(struct rcwork *w)
{
	if (w->c->op == RCOP_UP)
		service_send(w->dir, "d", 1);
}

static void mark(struct ctx *x, char const *dir, int up)
{
	int fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || servicedir_set_down(fd, !up) < 0)
		warnsys(x, "unable to ", up ? "remove " : "make ", dir, "/down");
	if (fd >= 0)
		fd_close(fd);
}

void rclongrun_mark(struct rcwork const *w)
{
	mark(w->c->x, w->dir, w->c->op == RCOP_UP);
}

void rclongrun_undo(struct rcwork *w)
{
	int up = w->c->op == RCOP_DOWN, err = errno;
	mark(w->c->x, w->dir, up);
	service_send(w->dir, up ? "u" : "d", 1);
	errno = err;
}

/* Whether all of L are up (1), or all down (0). */
static int all_are(struct rclive const *l, struct rcdb_list const *list, int up)
{
	uint32_t const *v = rcdb_numbers(&l->db, list);
	for (uint32_t i = 0; i < list->n; i++)
		if ((l->state[v[i]] & RCLIVE_UP) != up)
			return 0;
	return 1;
}

static int set_right(struct rcchange *c, uint32_t i, char const *dir, int up)
{
	mark(c->x, dir, up);
	return rclive_set(c->live, i, up ? RCLIVE_UP : 0);
}

/* Its supervisor has another opinion than the state. What it has come to counts; what is still on its way does not
   count as either. A service that is down while others need it has failed: that is not s6-rc's doing. */
static void reconcile(struct rcchange *c, uint32_t i)
{
	struct rclive *l = c->live;
	struct rcdb_service const *s = l->db.service + i;
	struct svstatus now;
	char const *dir = rclive_servicedir(l, i);
	if (svstatus_read(&now, dir) < 0 || now.want_up == (l->state[i] & RCLIVE_UP))
		return;
	if (!now.want_up && !all_are(l, &s->needed_by, 0))
		return;
	int is_up = now.pid && !now.finishing && (now.ready || !(s->flags & RC_NOTIFIES));
	c->unsure[i] = 1;
	if (now.want_up ? is_up && all_are(l, &s->needs, 1) : !now.pid)
		c->unsure[i] = set_right(c, i, dir, now.want_up) < 0;
}

void rclongrun_reconcile(struct rcchange *c)
{
	struct arena mark = arena_mark(c->x);
	for (uint32_t i = 0; i < c->live->db.longruns; i++)
		reconcile(c, i);
	arena_release(c->x, mark);
}
