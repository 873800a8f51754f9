/* s6-svdt.c - show when and how a service died. */
#include "builtin.h"

#include <skalibs/djbtime.h>
#include <skalibs/sig.h>

#include "tally.h"

struct opts {
	int numbers;
	unsigned int max;
};

static struct opt const opts[] = {
	SET('S', "names", struct opts, numbers, 0, "signals by name (default)"),
	SET('s', "numbers", struct opts, numbers, 1, "signals by number"),
	NUM('n', "max", struct opts, max, UINT32_MAX, "max", "at most this many, the latest ones"),
	{ 0 },
};

static void put_death(struct ctx *x, struct death const *d, int numbers)
{
	char stamp[TIMESTAMP], b[DECIMAL];
	put(x, stamp, timestamp_fmt(stamp, &d->stamp));
	put_text(x, d->signal ? " signal " : " exitcode ");
	if (d->signal && !numbers) {
		put_text(x, "SIG");
		put_text(x, sig_name(d->signal));
	} else {
		put_text(x, decimal(b, (unsigned long)(d->signal ? d->signal : d->code)));
	}
	put_text(x, "\n");
}

static struct next run_svdt(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct death *deaths;
	size_t n;
	if (tally_read(x, c->arg[0], &deaths, &n) < 0)
		return errno == EPROTO ? failcode(x, 111, "unable to show the deaths of ",
						 c->arg[0], ": supervise/death_tally is malformed")
				       : failsys(x, "unable to show the deaths of ", c->arg[0]);
	for (size_t i = n > o->max ? n - o->max : 0; i < n; i++)
		put_death(x, deaths + i, o->numbers);
	return leave(0);
}

struct cmd const cmd_s6_svdt = {
	.name = "s6-svdt",
	.brief = "show when and how a service died, oldest first",
	.form = "servicedir",
	OPTS(struct opts, opts, .max = UINT32_MAX),
	.traits = PURE | LEAF,
	.run = run_svdt,
	.help = "A line has the time as a TAI64N stamp, and the exit code or the signal. The "
		"supervisor keeps as many as the file max-death-tally says, 100 without one.",
	.example = "s6-svdt -n 3 /run/service/web",
};
