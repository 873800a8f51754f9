/* windlass-boot.c - what the last boot did, and what it waited for. */
#include "builtin.h"

#include "boot.h"
#include "colour.h"
#include "rcopen.h"

struct opts {
	char const *live, *color;
	int svg, json, in_order, last;
	unsigned int change;
};

static struct opt const opts[] = {
	RCLIVE_OPT(struct opts, live),
	SET('j', "json", struct opts, json, 1, "as JSON, for programs: an object, in one line"),
	SET('s', "svg", struct opts, svg, 1, "as a picture, to be opened in a browser"),
	SET('o', "in-order", struct opts, in_order, 1,
		"services in the order they were started in, not the slowest first"),
	NUM('n', "change", struct opts, change, 1000000, "n",
		"not the boot, but this change of services, counted from 1 (the boot)"),
	SET('L', "last", struct opts, last, 1, "not the boot, but the last change of services"),
	COLOUR_OPT(struct opts),
	{ 0 },
};

static struct next read_boot(struct ctx *x, struct opts const *o, struct boot *b)
{
	struct rcrecord const *r;
	size_t n;
	struct rcdb *db = arena_get(x, sizeof *db);
	char const *live = rclive_path(x, o->live), *compiled = join(x, live, "/compiled");
	int which = o->last ? -1 : (int)o->change;
	if (rcdb_open(db, compiled) < 0)
		return rcopen_failed(x, compiled);
	if (boot_records(x, live, &r, &n) < 0)
		return errno == EPROTO ? failcode(x, RC_BAD, "unable to use the record in ", live,
						 ": it is none, or of another version")
				       : failsys(x, "unable to read the record in ", live);
	if (boot_read(x, b, db, r, n, which) < 0)
		return failcode(x, 1,
			n ? "there was no such change of services"
			  : "no service has been started yet");
	return chain(0);
}

static struct next run_boot(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct boot b;
	stralloc to = STRALLOC_ZERO;
	int colours;
	struct next n = colour_wanted(x, o->color, &colours);
	if (n.how != NEXT_EXIT)
		n = read_boot(x, o, &b);
	if (n.how == NEXT_EXIT)
		return n;
	if (o->svg)
		boot_svg(&to, x, &b);
	else if (o->json)
		boot_json(&to, x, &b);
	else
		boot_text(&to, x, &b, o->in_order, colours);
	put(x, to.s, to.len);
	stralloc_free(&to);
	return leave(0);
}

struct cmd const cmd_windlass_boot = {
	.name = "windlass-boot",
	.brief = "show what the last boot did, and what it waited for",
	.says = "show what the last boot did",
	.form = "",
	OPTS(struct opts, opts, .color = "auto", .change = 1),
	.traits = LEAF,
	.run = run_boot,
	.exits = "0; 1 when there was no such change; 4 for a damaged database or record; 100, 111",
	.help = "It tells of the first change of services that s6-rc made since s6-rc-init, from the record that s6-rc keeps "
		"in its live directory. Times are in seconds, from the begin of the change: STARTED is when a service "
		"was, READY when it said that it is ready or, if it does not tell, when it was up, TOOK what is between. "
		"WAITED FOR is which came last of those that had to be ready before.\n"
		"\n"
		"The chain that ended last is what made the boot take as long as it took: each of its services was "
		"started when the one before it was ready. To make a boot shorter, make one of these faster, or need it less.\n"
		"\n"
		"In JSON times are microseconds. The picture needs nothing else; who points at a row in a browser is told "
		"more.",
	.example = "windlass boot\n"
		   "\n"
		   "redirfd -w 1 boot.svg windlass boot --svg",
};
