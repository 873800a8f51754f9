/* rcplan.c - what a change of databases stops, and what it starts. */
#include "rcset.h"
#include "rcupdate.h"

static int is_up(struct rcupdate const *u, uint32_t i)
{
	return u->old->state[i] & RCLIVE_UP;
}

/* Whether the new service J is the old one, which goes on to run as far as it is itself concerned. */
static int stays(struct rcupdate const *u, uint32_t j)
{
	uint32_t i = u->from[j];
	return i != RC_NONE && is_up(u, i) && !u->stop[i];
}

static void stop_alone(struct rcupdate *u, uint32_t i)
{
	uint32_t j = u->to[i];
	int other = j == RC_NONE || rcdb_is_longrun(&u->old->db, i) != rcdb_is_longrun(u->new, j);
	u->stop[i] = is_up(u, i) && (u->restart[i] || other);
}

/* What is new, or down, or stops, takes along what needs it in the new database. */
static void follow_new(struct rcupdate *u)
{
	unsigned char *shaky = rcset_none(u->x, u->new);
	for (uint32_t j = 0; j < u->new->services; j++)
		shaky[j] = !stays(u, j);
	rcset_close(u->x, u->new, shaky, RCSET_NEEDED_BY);
	for (uint32_t j = 0; j < u->new->services; j++)
		if (shaky[j] && stays(u, j))
			u->stop[u->from[j]] = 1;
}

/* ... and what needs it in the old one. Returns whether there was any. */
static int follow_old(struct rcupdate *u)
{
	int any = 0;
	unsigned char *all = rcset_none(u->x, &u->old->db);
	memcpy(all, u->stop, u->old->db.services);
	rcset_close(u->x, &u->old->db, all, RCSET_NEEDED_BY);
	for (uint32_t i = 0; i < u->old->db.services; i++)
		if (all[i] && is_up(u, i) && !u->stop[i])
			any = u->stop[i] = 1;
	return any;
}

/* Whether service I is down because of this update, or of one before. */
static int is_off(struct rcupdate const *u, uint32_t i)
{
	return u->stop[i] || (u->old->pending && u->old->pending[i]);
}

/* What was up is up again: the services of its name, if there are any. */
static void plan_start(struct rcupdate *u, uint32_t i)
{
	char const *name[] = { rcdb_service_name(&u->old->db, i), 0 };
	if (!is_off(u, i))
		return;
	if (u->to[i] != RC_NONE)
		u->start[u->to[i]] = 1;
	else
		rcset_add(u->new, u->start, name);
}

void rcupdate_plan(struct rcupdate *u)
{
	u->stop = rcset_none(u->x, &u->old->db);
	u->start = rcset_none(u->x, u->new);
	for (uint32_t i = 0; i < u->old->db.services; i++)
		stop_alone(u, i);
	do
		follow_new(u);
	while (follow_old(u));
	for (uint32_t i = 0; i < u->old->db.services; i++)
		plan_start(u, i);
}

static void note(struct rcjournal *j, char const *old, char const *new)
{
	j->line[j->n++] = (struct rcjournal_line){ old, new };
}

void rcupdate_journal(struct rcupdate const *u, struct rcjournal *j)
{
	struct rcdb const *old = &u->old->db, *new = u->new;
	j->line = arena_get(u->x, (2 * old->services + new->services) * sizeof *j->line);
	j->n = 0;
	for (uint32_t i = 0; i < old->longruns; i++)
		if (u->to[i] != RC_NONE && rcdb_is_longrun(new, u->to[i]))
			note(j, rcdb_service_name(old, i), rcdb_service_name(new, u->to[i]));
	for (uint32_t i = 0; i < old->services; i++)
		if (is_off(u, i))
			note(j, rcdb_service_name(old, i), "");
	for (uint32_t i = 0; i < new->services; i++)
		if (u->start[i])
			note(j, "", rcdb_service_name(new, i));
}
