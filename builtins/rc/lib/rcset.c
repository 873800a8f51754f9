/* rcset.c - sets of services. */
#include "rcset.h"

#include "nearest.h"

unsigned char *rcset_none(struct ctx *x, struct rcdb const *db)
{
	unsigned char *set = arena_get(x, db->services + 1);
	memset(set, 0, db->services + 1);
	return set;
}

char const *rcset_add(struct rcdb const *db, unsigned char *set, char const *const *names)
{
	for (; *names; names++) {
		struct rcdb_name const *name = rcdb_find(db, *names);
		if (!name)
			return *names;
		uint32_t const *v = rcdb_numbers(db, &name->atomics);
		for (uint32_t i = 0; i < name->atomics.n; i++)
			set[v[i]] = 1;
	}
	return 0;
}

struct reach {
	struct rcdb const *db;
	unsigned char *set;
	uint32_t *todo, n;
};

static void follow(struct reach *r, struct rcdb_list const *l)
{
	uint32_t const *v = rcdb_numbers(r->db, l);
	for (uint32_t i = 0; i < l->n; i++)
		if (!r->set[v[i]]) {
			r->set[v[i]] = 1;
			r->todo[r->n++] = v[i];
		}
}

void rcset_close(struct ctx *x, struct rcdb const *db, unsigned char *set, int which)
{
	struct reach r = {
		.db = db, .set = set, .todo = arena_get(x, (db->services + 1) * sizeof *r.todo)
	};
	for (uint32_t i = 0; i < db->services; i++)
		if (set[i])
			r.todo[r.n++] = i;
	while (r.n) {
		struct rcdb_service const *s = db->service + r.todo[--r.n];
		if (which & RCSET_NEEDS)
			follow(&r, &s->needs);
		if (which & RCSET_WANTS)
			follow(&r, &s->wants);
		if (which & RCSET_NEEDED_BY)
			follow(&r, &s->needed_by);
	}
}

void rcset_spare(struct rclive const *l, unsigned char *set, int say)
{
	struct rcdb const *db = &l->db;
	unsigned char *spared = rcset_none(l->x, db);
	for (uint32_t i = 0; i < db->services; i++) {
		spared[i] =
			set[i] && db->service[i].flags & RC_ESSENTIAL && l->state[i] & RCLIVE_UP;
		if (spared[i] && i > 1 && say)
			warn(l->x, "service ", rcdb_service_name(db, i),
				" is marked as essential, not stopping it");
	}
	rcset_close(l->x, db, spared, RCSET_NEEDS);
	for (uint32_t i = 0; i < db->services; i++)
		set[i] = set[i] && !spared[i];
}

struct next rcset_unknown(struct ctx *x, struct rcdb const *db, char const *name)
{
	struct nearest n = nearest_to(name);
	for (uint32_t i = 0; i < db->names_n; i++)
		nearest_offer(&n, db->texts + db->names[i].name);
	return failcode(x, RC_UNKNOWN, "unknown service: ", name, did_you_mean(x, n.best));
}

uint32_t *rcset_pipeline(struct ctx *x, struct rcdb const *db, uint32_t i, uint32_t *n)
{
	uint32_t *all = arena_get(x, db->services * sizeof *all);
	while (db->service[i].consumer != RC_NONE)
		i = db->service[i].consumer;
	all[0] = i;
	*n = 1;
	for (i = 0; i < *n; i++) {
		struct rcdb_list const *l = &db->service[all[i]].producers;
		for (uint32_t k = 0; k < l->n; k++)
			all[(*n)++] = rcdb_numbers(db, l)[k];
	}
	return all;
}
