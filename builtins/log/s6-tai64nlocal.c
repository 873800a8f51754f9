/* s6-tai64nlocal.c - make dates and times of TAI64N stamps. */
#include "builtin.h"

#include "linefilter.h"
#include "stamp.h"

struct opts {
	int gmt;
};

static struct opt const opts[] = {
	SET('g', "gmt", struct opts, gmt, 1, "write UTC instead of the local time"),
	{ 0 },
};

static int replace_stamp(void *arg, stralloc *out, char const *line, size_t len)
{
	struct opts const *o = arg;
	char local[STAMP_LOCAL];
	tain at;
	size_t n = len >= STAMP_TAI && timestamp_scan(line, &at) == STAMP_TAI
			   ? stamp_local(local, &at, o->gmt)
			   : 0;
	size_t skip = n ? STAMP_TAI : 0;
	return stralloc_catb(out, local, n) && stralloc_catb(out, line + skip, len - skip);
}

static struct next run_tai64nlocal(struct ctx *x, struct call const *c)
{
	struct opts o = *(struct opts const *)c->opt;
	stamp_zone(env_value(x, "TZ"));
	char const *wrong = linefilter(0, 1, replace_stamp, &o, 0);
	return wrong ? failsys(x, "unable to ", wrong) : leave(0);
}

struct cmd const cmd_s6_tai64nlocal = {
	.name = "s6-tai64nlocal",
	.brief = "replace the TAI64N stamp at the beginning of a line by a date and a time",
	.form = "[ignored...]",
	OPTS(struct opts, opts, .gmt = 0),
	.traits = LEAF,
	.run = run_tai64nlocal,
	.help = "Lines that do not begin with a stamp stay as they are.",
	.example = "redirfd -r 0 /var/log/web/current s6-tai64nlocal",
};
