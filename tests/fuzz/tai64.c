/* tai64.c - any bytes are a TAI64N label, which says the same when it is written again, or are none. */
#include "fuzz.h"

#include "stamp.h"

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	char again[STAMP_TAI + 1], local[STAMP_LOCAL];
	tain at;
	(void)x;
	if (len < STAMP_TAI || timestamp_scan(s, &at) != STAMP_TAI)
		return;
	timestamp_fmt(again, &at);
	for (size_t i = 0; i < STAMP_TAI; i++)
		must_hold(again[i] == (s[i] >= 'A' && s[i] <= 'F' ? s[i] + 'a' - 'A' : s[i]));
	for (int gmt = 0; gmt < 2; gmt++)
		must_hold(stamp_local(local, &at, gmt) <= STAMP_LOCAL);
}
