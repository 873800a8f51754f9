/* s6-rc-format-upgrade.c - go on with a database of the same services, compiled anew. */
#include "builtin.h"

#include "rclive.h"

struct opts {
	char const *live, *verbosity, *ms;
	int block;
};

static struct opt const opts[] = {
	STR('v', "verbosity", struct opts, verbosity, "n", "as s6-rc's (default: 1)"),
	STR('t', "timeout", struct opts, ms, "ms",
		"give up after this many milliseconds (default: 0, never)"),
	RCLIVE_OPT(struct opts, live),
	SET('b', "block", struct opts, block, 1, "wait for a lock that somebody else has"),
	{ 0 },
};

static struct next run_upgrade(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *argv[] = { "s6-rc-update", "-v", o->verbosity, "-t", o->ms, "-l",
		rclive_path(x, o->live), o->block ? "-b" : "--", o->block ? "--" : c->arg[0],
		o->block ? c->arg[0] : 0, 0 };
	return chain(words_of(x, argv));
}

struct cmd const cmd_s6_rc_format_upgrade = {
	.name = "s6-rc-format-upgrade",
	.brief = "go on with a database of the same services, compiled anew",
	.form = "newdb",
	OPTS(struct opts, opts, .verbosity = "1", .ms = "0"),
	.run = run_upgrade,
	.operands = "newdb: the compiled directory",
	.exits = "those of s6-rc-update",
	.help = "Goes on as s6-rc-update, which restarts nothing when the services are the same.",
	.example = "s6-rc-format-upgrade /etc/s6-rc/compiled-new",
};
