/* s6-clock.c - read or set the clock. */
#include <skalibs/djbtime.h>

#include "builtin.h"
#include "stamp.h"

static struct next run_clock(struct ctx *x, struct call const *c)
{
	char stamp[STAMP_TAI + 1];
	tain at;
	if (c->arg[0]) {
		if (strlen(c->arg[0]) != STAMP_TAI || timestamp_scan(c->arg[0], &at) != STAMP_TAI)
			return fail(x, "invalid TAI64N stamp: ", c->arg[0]);
		return tain_setnow(&at) ? leave(0) : failsys(x, "unable to set the clock");
	}
	if (!tain_wallclock_read(&at))
		return failsys(x, "unable to read the clock");
	timestamp_fmt(stamp, &at);
	stamp[STAMP_TAI] = '\n';
	put(x, stamp, sizeof stamp);
	return leave(0);
}

struct cmd const cmd_s6_clock = {
	.name = "s6-clock",
	.brief = "write the time as a TAI64N stamp, or set the clock to one",
	.form = "[label]",
	.traits = LEAF,
	.run = run_clock,
	.operands = "label: the stamp to set the clock to",
	.help = "Only root may set it. A stamp is @ and 24 hexadecimal digits.",
	.example = "pipeline { s6-clock } s6-tai64nlocal",
};
