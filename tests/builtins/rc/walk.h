/* walk.h - looks at all that a database says: where it leads astray a sanitizer notices. */
#ifndef WALK_H
#define WALK_H

#include <string.h>

#include "ctx.h"
#include "rcdb.h"

static inline size_t walk_list(struct rcdb const *db, struct rcdb_list const *l, uint32_t limit)
{
	size_t wrong = 0;
	for (uint32_t i = 0; i < l->n; i++)
		wrong += rcdb_numbers(db, l)[i] >= limit;
	return wrong;
}

static inline size_t walk_script(
	struct ctx *x, struct rcdb const *db, uint32_t i, enum rc_script which)
{
	size_t len = 0;
	for (struct word const *w = rcdb_script(x, db, i, which); w->s; w++)
		len += strlen(word_wire(x, w)) + (w->at > x->src.len ? 1u << 30 : 0);
	return len >> 30;
}

static inline size_t walk_service(struct ctx *x, struct rcdb const *db, uint32_t i)
{
	struct rcdb_service const *s = db->service + i;
	struct rcdb_name const *name = rcdb_find(db, rcdb_service_name(db, i));
	size_t wrong = !name || name->bundle || *rcdb_numbers(db, &name->atomics) != i;
	wrong += walk_list(db, &s->needs, db->services) +
		 walk_list(db, &s->needed_by, db->services) +
		 walk_list(db, &s->wants, db->services) + walk_list(db, &s->after, db->services) +
		 walk_list(db, &s->before, db->services) +
		 walk_list(db, &s->producers, db->longruns);
	wrong += strlen(db->texts + s->parameter) + strlen(db->texts + s->source) > db->texts_len;
	for (int which = 0; which < RC_SCRIPTS; which++)
		wrong += walk_script(x, db, i, (enum rc_script)which);
	return wrong;
}

/* How much is wrong in DB. */
static inline size_t walk(struct ctx *x, struct rcdb const *db)
{
	size_t wrong = 0;
	for (uint32_t i = 0; i < db->services; i++)
		wrong += walk_service(x, db, i);
	for (uint32_t i = 0; i < db->names_n; i++) {
		wrong += walk_list(db, &db->names[i].atomics, db->services) +
			 walk_list(db, &db->names[i].members, db->names_n) +
			 (rcdb_find(db, db->texts + db->names[i].name) != db->names + i);
	}
	return wrong;
}

#endif
