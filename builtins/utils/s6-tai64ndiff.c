/* s6-tai64ndiff.c - how long after the one before a line came. */
#include "builtin.h"
#include "linefilter.h"
#include "stamp.h"

enum { SECONDS = 7, MICROS = 6, MILLION = 1000000, WIDTH = SECONDS + 1 + MICROS };

struct difference {
	tain last;
	int known;
};

/* The microseconds from A to B; the difference of what has no other limit than 64 bits stays in them. */
static int64_t micros(tain const *a, tain const *b)
{
	int64_t seconds = (int64_t)(tain_secp(b)->x - tain_secp(a)->x);
	return seconds * MILLION + ((int64_t)b->nano - (int64_t)a->nano) / 1000;
}

/* D microseconds in seconds, as WIDTH characters or more. */
static int add_number(stralloc *out, int64_t d)
{
	char b[DECIMAL], fraction[DECIMAL];
	uint64_t n = d < 0 ? -(uint64_t)d : (uint64_t)d;
	size_t digits = strlen(decimal(b, n / MILLION)) + (d < 0);
	decimal(fraction, MILLION + n % MILLION);
	*fraction = '.';
	while (digits++ < SECONDS)
		if (!stralloc_catb(out, " ", 1))
			return 0;
	return stralloc_cats(out, d < 0 ? "-" : "") && stralloc_cats(out, b) &&
	       stralloc_cats(out, fraction);
}

static int replace(void *arg, stralloc *out, char const *line, size_t len)
{
	static char const blanks[] = "              ";
	struct difference *d = arg;
	tain at;
	int stamped = len >= STAMP_TAI && timestamp_scan(line, &at) == STAMP_TAI;
	size_t skip = stamped ? STAMP_TAI : 0;
	_Static_assert(sizeof blanks == WIDTH + 1, "as wide as a number");
	int ok = stralloc_cats(out, "[ ") &&
		 (stamped && d->known ? add_number(out, micros(&d->last, &at))
				      : stralloc_cats(out, blanks)) &&
		 stralloc_cats(out, stamped ? " ]" : " ] ") &&
		 stralloc_catb(out, line + skip, len - skip);
	if (stamped)
		d->last = at;
	d->known |= stamped;
	return ok ? LINEFILTER_LINE : LINEFILTER_STOP;
}

static struct next run_tai64ndiff(struct ctx *x, struct call const *c)
{
	struct difference d = { .known = 0 };
	(void)c;
	char const *wrong = linefilter(0, 1, replace, &d, LINEFILTER_COMPLETE);
	return wrong ? failsys(x, "unable to ", wrong) : leave(0);
}

struct cmd const cmd_s6_tai64ndiff = {
	.name = "s6-tai64ndiff",
	.brief =
		"replace the TAI64N stamp of every line of stdin by the time since the line before",
	.form = "",
	.traits = LEAF,
	.run = run_tai64ndiff,
	.help = "The time is in seconds, between brackets; the brackets are empty where there is none: in the "
		"first line and in those without a stamp.",
	.example = "redirfd -r 0 /var/log/web/current s6-tai64ndiff",
};
