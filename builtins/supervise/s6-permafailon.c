/* s6-permafailon.c - for finish scripts: give up a service that died too often. */
#include "builtin.h"

#include <skalibs/sig.h>
#include <skalibs/types.h>
#include <strings.h>

#include "tally.h"

enum { PERMANENT = 125, CODES = 256, SIGNALS = 65 };

/* The deaths that count. */
struct causes {
	char code[CODES], signal[SIGNALS];
};

/* "N" or "N-M". */
static int add_codes(struct causes *c, char const *item)
{
	unsigned int from, to;
	size_t n = uint_scan(item, &from);
	to = from;
	if (item[n] == '-') {
		size_t m = uint_scan(item + n + 1, &to);
		n = m ? n + 1 + m : 0;
	}
	if (!n || item[n] || from > to || to >= CODES)
		return 0;
	while (from <= to)
		c->code[from++] = 1;
	return 1;
}

static int add_cause(struct causes *c, char const *item)
{
	int sig = 0;
	if (*item >= '0' && *item <= '9')
		return add_codes(c, item);
	if (!sig0_scan(item, &sig) && (strncasecmp(item, "sig", 3) || !int0_scan(item + 3, &sig)))
		return 0;
	if (sig < 1 || sig >= SIGNALS)
		return 0;
	c->signal[sig] = 1;
	return 1;
}

/* Returns 0, or the item that is wrong. */
static char const *read_causes(struct ctx *x, struct causes *c, char const *list)
{
	static char const between[] = ",; \t\r\n";
	while (*(list += strspn(list, between))) {
		size_t len = strcspn(list, between);
		char const *item = arena_text(x, list, len);
		if (!add_cause(c, item))
			return item;
		list += len;
	}
	return 0;
}

static int counts(struct causes const *c, struct death const *d)
{
	return c->code[d->code] || (d->signal && d->signal < SIGNALS && c->signal[d->signal]);
}

/* The death since SINCE that makes it COUNT, or 0. */
static struct death const *last_straw(struct death const *d, size_t n, struct causes const *causes,
	tain const *since, unsigned int count)
{
	for (; n--; d++)
		if (!tain_less(&d->stamp, since) && counts(causes, d) && !--count)
			return d;
	return 0;
}

static struct next give_up(struct ctx *x, struct call const *c, struct death const *d)
{
	char b[DECIMAL];
	info(x, "the service fails for good: ", c->arg[1], " of its deaths in ", c->arg[0],
		" seconds count, the last with ", d->signal ? "signal " : "exit code ",
		decimal(b, (unsigned long)(d->signal ? d->signal : d->code)));
	return leave(PERMANENT);
}

static struct next run_permafailon(struct ctx *x, struct call const *c)
{
	struct causes causes = { { 0 }, { 0 } };
	struct death *deaths;
	unsigned int seconds, count;
	size_t n;
	tain since, length;
	if (!uint0_scan(c->arg[0], &seconds))
		return fail(x, "invalid number of seconds: ", c->arg[0]);
	if (!uint0_scan(c->arg[1], &count) || !count)
		return fail(x, "invalid number of deaths: ", c->arg[1]);
	char const *wrong = read_causes(x, &causes, c->arg[2]);
	if (wrong)
		return fail(x, "invalid exit code, range or signal: ", wrong);
	if (tally_read(x, ".", &deaths, &n) < 0) {
		warnsys(x, "unable to read supervise/death_tally");
		return chain(c->rest);
	}
	tain_now(&since);
	tain_ulong(&length, seconds);
	tain_sub(&since, &since, &length);
	struct death const *d = last_straw(deaths, n, &causes, &since, count);
	return d ? give_up(x, c, d) : chain(c->rest);
}

struct cmd const cmd_s6_permafailon = {
	.name = "s6-permafailon",
	.brief = "for finish scripts: make the service fail for good when it has died too often",
	.form = "seconds deaths causes [prog...]",
	.traits = PURE,
	.run = run_permafailon,
	.exits = "125 when it died as often as that, which makes the supervisor give it up",
	.help = "Causes are exit codes, ranges of them (1-9) and names of signals, with commas between. Runs "
		"in the service directory.",
	.example = "s6-permafailon 60 5 1-99,SIGSEGV s6-echo \"still trying\"",
};
