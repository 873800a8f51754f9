/* stamp.c - TAI64N labels and local times. */
#include "stamp.h"

#include <skalibs/types.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { NANO = 9 };

void stamp_zone(char const *tz)
{
	if (tz)
		setenv("TZ", tz, 1);
	else
		unsetenv("TZ");
	tzset();
}

size_t stamp_local(char *to, tain const *at, int gmt)
{
	localtmn when;
	return localtmn_from_tain(&when, at, !gmt) ? localtmn_fmt(to, &when) : 0;
}

void stamp_now(struct stamp *s)
{
	uint64_t second = s->at.sec.x;
	s->iso[0] = 0;
	tain_wallclock_read(&s->at);
	timestamp_fmt(s->tai, &s->at);
	if (s->local_len && s->at.sec.x == second)
		uint320_fmt(s->local + s->local_len - NANO, s->at.nano, NANO);
	else
		s->local_len = stamp_local(s->local, &s->at, 0);
}

char const *stamp_iso(struct stamp *s)
{
	char text[STAMP_LOCAL];
	size_t n = s->iso[0] ? 0 : stamp_local(text, &s->at, 1);
	if (!n || n + 2 > sizeof s->iso)
		return s->iso;
	memcpy(s->iso, text, n);
	*(char *)memchr(s->iso, ' ', n) = 'T';
	memcpy(s->iso + n, "Z", 2);
	return s->iso;
}
