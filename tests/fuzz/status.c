/* status.c - any bytes are a status file, which says the same when it is written again, or are none. */
#include "fuzz.h"

#include "svstatus.h"

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	struct svstatus st, other;
	char b[SVSTATUS_SIZE];
	(void)x;
	if (svstatus_unpack(&st, s, len) < 0) {
		must_hold(len != SVSTATUS_SIZE && len != SVSTATUS_SIZE_PGID);
		return;
	}
	svstatus_pack(b, &st);
	must_hold(!svstatus_unpack(&other, b, sizeof b));
	must_hold(st.pid == other.pid && st.wstat == other.wstat && st.want_up == other.want_up &&
		  st.paused == other.paused && st.ready == other.ready &&
		  st.finishing == other.finishing);
	must_hold(len != SVSTATUS_SIZE || !memcmp(b, s, 12));
}
