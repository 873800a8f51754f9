/* rcrecover.c - an update is finished or undone, from wherever it has come to. */
#include <skalibs/djbunix.h>
#include <unistd.h>

#include "rcopen.h"
#include "rcupdate.h"
#include "scanclient.h"
#include "svclient.h"

enum { WAIT_MS = 30000 };

struct next rcjournal_undo(struct rcjournal const *j, struct rcmake *m)
{
	char const *blame = rcjournal_move_back(j);
	if (!blame)
		blame = rcmake_sweep(m);
	scandir_send(m->scandir, "a", 1);
	unlink(join(j->x, j->to, RCMAKE_LINK));
	if (!blame && rm_rf(j->to) < 0 && errno != ENOENT)
		blame = j->to;
	if (!blame)
		blame = rcjournal_close(j);
	return blame ? failsys(j->x, "unable to undo the update, at ", blame,
			       ": the next s6-rc change tries again")
		     : chain(0);
}

static uint32_t *none(struct ctx *x, uint32_t n)
{
	uint32_t *t = arena_get(x, (n + 1) * sizeof *t);
	for (uint32_t i = 0; i < n; i++)
		t[i] = RC_NONE;
	return t;
}

static uint32_t longrun(struct rcdb const *db, char const *name)
{
	struct rcdb_name const *n = rcdb_find(db, name);
	uint32_t i = n && !n->bundle ? *rcdb_numbers(db, &n->atomics) : RC_NONE;
	return i < db->longruns ? i : RC_NONE;
}

/* The fd-holder goes on too, if it is up. */
static void refill(struct rcjournal const *j, struct rcmake *m, struct rcdb const *old)
{
	struct ctx *x = j->x;
	struct rclive was = { .x = x, .path = j->from, .db = *old };
	struct rcupdate u = { .x = x,
		.old = &was,
		.new = m->db,
		.to = none(x, old->services),
		.from = none(x, m->db->services) };
	for (size_t k = 0; k < j->n; k++) {
		uint32_t i = longrun(old, j->line[k].old), n = longrun(m->db, j->line[k].new);
		if (i == RC_NONE || n == RC_NONE)
			continue;
		u.to[i] = n;
		u.from[n] = i;
	}
	char const *holder = join(x, j->to, "/" RCDB_SERVICEDIRS "/" RC_FDHOLDER);
	char state[2] = { 0, 0 };
	openreadnclose(join(x, j->to, "/state"), state, sizeof state);
	if (state[1] & RCLIVE_UP && rcupdate_pipes(&u, join(x, holder, "/s")) < 0)
		warnsys(x, "unable to change the pipes that the fd-holder holds");
}

/* Nothing of this may keep the rest from being done. */
void rcjournal_finish(struct rcjournal const *j, struct rcmake *m, struct rcdb const *old)
{
	struct ctx *x = j->x;
	int taken = rcjournal_take_over(j);
	char const *blame = rcmake_sweep(m);
	if (blame)
		warnsys(x, "unable to remove ", blame);
	int told = scandir_send(m->scandir, "an", 2);
	if (told < 0)
		warnsys(x, "unable to control ", m->scandir);
	else
		rcmake_wait(m, 0);
	if (old)
		refill(j, m, old);
	if (rm_rf(j->from) < 0)
		warnsys(x, "unable to remove ", j->from);
	blame = taken < 0 || told < 0 ? 0 : rcjournal_close(j);
	if (blame)
		warnsys(x, "unable to remove ", blame);
}

static struct next read_place(struct rcmake *m, struct rcdb *db)
{
	struct ctx *x = m->x;
	char prefix[4096];
	char const *compiled = join(x, m->live, "/compiled");
	m->compiled = rclive_link(x, m->live, "compiled");
	m->scandir = rclive_link(x, m->live, "scandir");
	ssize_t n = openreadnclose(join(x, m->live, "/prefix"), prefix, sizeof prefix);
	if (!m->scandir || !m->compiled || n < 0)
		return failsys(x, "unable to read ", m->live);
	m->prefix = arena_text(x, prefix, (size_t)n);
	m->db = db;
	return rcdb_open(db, compiled) < 0 ? rcopen_failed(x, compiled) : chain(0);
}

static void finish(struct rcjournal const *j, struct rcmake *m)
{
	struct rcdb old;
	int known = !rcdb_open(&old, join(j->x, j->from, "/compiled"));
	rcjournal_finish(j, m, known ? &old : 0);
	if (known)
		rcdb_close(&old);
}

static struct next recover(struct rcjournal const *j, struct rcmake *m)
{
	struct ctx *x = j->x;
	char const *down = rcjournal_pending(j);
	warn(x, "an update of ", m->live,
		" is not complete: ", j->is_over ? "finishing it" : "undoing it",
		*down ? "; it may have left down:" : "", down);
	if (!j->is_over)
		return rcjournal_undo(j, m);
	finish(j, m);
	return chain(0);
}

struct next rcjournal_recover(struct ctx *x, char const *live)
{
	struct rcjournal j;
	struct rcdb db;
	struct rcmake m = { .x = x, .live = live, .ms = WAIT_MS };
	int r = rcjournal_read(&j, x, live, RCJOURNAL);
	if (r <= 0)
		return r < 0 ? rcjournal_unreadable(x, live, RCJOURNAL) : chain(0);
	struct next n = read_place(&m, &db);
	if (n.how == NEXT_EXIT)
		return n;
	n = rcjournal_fits(&j, &db) ? recover(&j, &m) : rcjournal_unreadable(x, live, RCJOURNAL);
	rcdb_close(&db);
	return n;
}
