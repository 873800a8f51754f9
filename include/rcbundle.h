/* rcbundle.h - other bundles for a database. */
#ifndef RCBUNDLE_H
#define RCBUNDLE_H

#include "rcdb.h"

/* A bundle by the names of what it is made of. */
struct rc_bundle {
	char const *name;
	char const **member;
	size_t n;
	int gone;
};

struct rc_bundles {
	struct ctx *x;
	struct rcdb const *db;
	struct rc_bundle *v;
	size_t n;
};

/* The bundles of DB, with room for MORE. */
void rc_bundles_read(struct rc_bundles *b, struct ctx *x, struct rcdb const *db, size_t more);

/* The bundle NAME, or 0. */
struct rc_bundle *rc_bundles_find(struct rc_bundles const *b, char const *name);

/* Takes BUNDLE away; where it is in others its members take its place. */
void rc_bundles_remove(struct rc_bundles *b, struct rc_bundle *bundle);

/* Makes the N MEMBERS those of the bundle NAME, which may be there or not. */
void rc_bundles_set(struct rc_bundles *b, char const *name, char const *const *members, size_t n);

/* Fills NEW: B->db with these bundles, all from the arena. 0, or the name of a bundle that is in itself, or of a
   member that is not there. */
char const *rc_bundles_build(struct rc_bundles const *b, struct rcdb *new);

#endif
