/* rcpending.c - what an update has stopped, or what is new, and has not been brought up yet. */
#include <stdio.h>
#include <unistd.h>

#include "rcchange.h"
#include "rcjournal.h"
#include "rcset.h"

struct next rcjournal_unreadable(struct ctx *x, char const *live, char const *name)
{
	if (errno != EPROTO)
		return failsys(x, "unable to read ", live, "/", name);
	return failcode(x, RC_BAD, "unable to use ", live, "/", name,
		": it is damaged; who removes it gives up what is left to do of an update");
}

/* The service that line L has pending, or 0. */
static char const *pending(struct rcjournal const *j, struct rcjournal_line const *l)
{
	if (j->is_over)
		return *l->old ? 0 : l->new;
	return *l->new ? 0 : l->old;
}

char const *rcjournal_pending(struct rcjournal const *j)
{
	char const *s = "", *name;
	for (size_t i = 0; i < j->n; i++)
		if ((name = pending(j, j->line + i)))
			s = join(j->x, s, " ", name);
	return s;
}

char const *rcjournal_close(struct rcjournal const *j)
{
	char const *dir = j->is_over ? j->to : j->from, *file = join(j->x, dir, "/" RCJOURNAL);
	int r = *rcjournal_pending(j) ? rename(file, join(j->x, dir, "/" RCJOURNAL_STARTING))
				      : unlink(file);
	return r < 0 && errno != ENOENT ? file : 0;
}

int rcjournal_fits(struct rcjournal const *j, struct rcdb const *db)
{
	for (size_t i = 0; i < j->n; i++) {
		char const *name = j->is_over ? j->line[i].new : j->line[i].old;
		if (*name && !rcdb_find(db, name)) {
			errno = EPROTO;
			return 0;
		}
	}
	return 1;
}

struct next rclive_read_pending(struct rclive *l)
{
	struct rcjournal j;
	int r = rcjournal_read(&j, l->x, l->path, RCJOURNAL_STARTING);
	if (!r)
		return chain(0);
	if (r < 0 || !rcjournal_fits(&j, &l->db))
		return rcjournal_unreadable(l->x, l->path, RCJOURNAL_STARTING);
	l->pending = rcset_none(l->x, &l->db);
	for (size_t i = 0; i < j.n; i++) {
		char const *const names[] = { pending(&j, j.line + i), 0 };
		rcset_add(&l->db, l->pending, names);
	}
	return chain(0);
}

void rclive_forget_pending(struct rclive *l)
{
	char const *file = join(l->x, l->path, "/" RCJOURNAL_STARTING);
	if (unlink(file) < 0 && errno != ENOENT)
		warnsys(l->x, "unable to remove ", file);
	l->pending = 0;
}

/* Those that are pending and not in SET; 0 if there are none. */
static unsigned char *rest(struct rcchange *c, unsigned char const *set)
{
	struct rclive *l = c->live;
	unsigned char *s = rcset_none(c->x, &l->db);
	char const *names = "";
	for (uint32_t i = 0; i < l->db.services; i++)
		if (l->pending[i] && set && !set[i]) {
			s[i] = 1;
			names = join(c->x, names, " ", rcchange_name(c, i));
		}
	if (!*names)
		return 0;
	if (c->verbosity)
		warn(c->x, "an update of ", l->path,
			" has not brought up again what is brought up now:", names);
	rcset_close(c->x, &l->db, s, RCSET_NEEDS);
	return s;
}

/* Whether what was to be done has been tried. */
static int is_tried(struct rcchange const *c, int code)
{
	return code <= RC_FAILED && !c->stopping;
}

int rcchange_pending(struct rcchange *c, unsigned char const *set, int code)
{
	if (!c->live->pending || !is_tried(c, code))
		return code;
	unsigned char *up = rest(c, set);
	c->named = c->live->pending;
	int failed = up ? rcchange_run(c, RCOP_UP, up) : 0;
	if (failed)
		code = failed;
	if (is_tried(c, code) && !c->dry)
		rclive_forget_pending(c->live);
	return code;
}
