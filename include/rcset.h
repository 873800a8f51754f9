/* rcset.h - sets of services: a byte for each, by its number. */
#ifndef RCSET_H
#define RCSET_H

#include "rclive.h"

/* None of the services of DB, from the arena. */
unsigned char *rcset_none(struct ctx *x, struct rcdb const *db);

/* Adds what the 0-ended NAMES stand for. 0, or the name that is unknown. */
char const *rcset_add(struct rcdb const *db, unsigned char *set, char const *const *names);

/* Says that NAME is unknown, and which is near. */
struct next rcset_unknown(struct ctx *x, struct rcdb const *db, char const *name);

/* Which lists of a service to follow. */
enum { RCSET_NEEDS = 1, RCSET_WANTS = 2, RCSET_NEEDED_BY = 4 };

/* Adds all that is reached from SET by the lists WHICH. */
void rcset_close(struct ctx *x, struct rcdb const *db, unsigned char *set, int which);

/* Takes essential services that are up out of SET, and what they need; with SAY it warns of those. The two that s6-rc
   itself needs stay without a word. */
void rcset_spare(struct rclive const *l, unsigned char *set, int say);

/* The *N longruns of the pipeline that longrun I is in, from the arena: the last consumer first, and each before those
   whose output it reads. */
uint32_t *rcset_pipeline(struct ctx *x, struct rcdb const *db, uint32_t i, uint32_t *n);

#endif
