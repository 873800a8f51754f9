/* s6-tai64n.c - put a TAI64N stamp before every line. */
#include "builtin.h"

#include "linefilter.h"
#include "stamp.h"

static int add_stamp(void *arg, stralloc *out, char const *line, size_t len)
{
	char stamp[STAMP_TAI + 1];
	tain now;
	(void)arg;
	tain_wallclock_read(&now);
	timestamp_fmt(stamp, &now);
	stamp[STAMP_TAI] = ' ';
	return stralloc_catb(out, stamp, sizeof stamp) && stralloc_catb(out, line, len);
}

static struct next run_tai64n(struct ctx *x, struct call const *c)
{
	(void)c;
	char const *wrong = linefilter(0, 1, add_stamp, 0, LINEFILTER_COMPLETE);
	return wrong ? failsys(x, "unable to ", wrong) : leave(0);
}

struct cmd const cmd_s6_tai64n = {
	.name = "s6-tai64n",
	.brief = "put a TAI64N stamp and a blank before every line of stdin",
	.form = "[ignored...]",
	.traits = LEAF,
	.run = run_tai64n,
	.example = "pipeline { my-server } s6-tai64n",
};
