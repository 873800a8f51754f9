/* stamp.h - the clock, as log lines carry it. */
#ifndef STAMP_H
#define STAMP_H

#include <skalibs/djbtime.h>
#include <skalibs/tai.h>

enum {
	STAMP_TAI = TIMESTAMP,
	STAMP_LOCAL = 64,
	STAMP_ISO = sizeof "YYYY-MM-DDTHH:MM:SS.nnnnnnnnnZ" + 8
};

/* A moment in both notations. The local one is valid for the time zone it was made in. */
struct stamp {
	tain at;
	char tai[STAMP_TAI];
	char local[STAMP_LOCAL];
	size_t local_len;
	char iso[STAMP_ISO]; /* with a NUL; empty until stamp_iso */
};

/* Makes TZ (0: what the system has) the zone of local times. */
void stamp_zone(char const *tz);

/* S becomes the present. Cheap when S held a moment of the same second. */
void stamp_now(struct stamp *s);

/* Writes AT as "YYYY-MM-DD HH:MM:SS.nnnnnnnnn" to TO, STAMP_LOCAL bytes; returns its length, or 0 when
   no calendar goes that far. */
size_t stamp_local(char *to, tain const *at, int gmt);

/* The moment as YYYY-MM-DDTHH:MM:SS.nnnnnnnnnZ, UTC, in S->iso, until the next stamp_now. */
char const *stamp_iso(struct stamp *s);

#endif
