/* s6-rc-oneshot-run.c - go on as a script of a oneshot. */
#include "builtin.h"

#include <skalibs/types.h>

#include "rclive.h"
#include "rcscripts.h"

enum { BAD_NUMBER = 3 };

struct opts {
	char const *live;
	int block;
};

static struct opt const opts[] = {
	RCLIVE_OPT(struct opts, live),
	SET('b', "block", struct opts, block, 1, "does nothing: databases never change in place"),
	{ 0 },
};

static struct next run_oneshot(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rcdb db; /* stays mapped: the words are in it */
	enum rc_script which = rcscript_named(c->arg[0]);
	uint32_t i;
	if (which == RC_SCRIPTS)
		return fail(
			x, "unknown script: ", c->arg[0], " (it is up, down, reload or condition)");
	if (!uint320_scan(c->arg[1], &i))
		return failcode(x, BAD_NUMBER, "invalid number: ", c->arg[1]);
	char const *live = rclive_path(x, o->live);
	if (rcdb_open(&db, join(x, live, "/compiled")) < 0)
		return failcodesys(
			x, errno == EPROTO ? RC_BAD : 111, "unable to open the database of ", live);
	if (i >= db.services)
		return failcode(x, BAD_NUMBER, "there is no service with the number ", c->arg[1]);
	return chain(rcscript_words(x, &db, i, which));
}

struct cmd const cmd_s6_rc_oneshot_run = {
	.name = "s6-rc-oneshot-run",
	.brief = "go on as a script of a oneshot",
	.form = "script number",
	OPTS(struct opts, opts),
	.run = run_oneshot,
	.operands = "script: up, down, reload or condition\n"
		    "number: that of the service in the database",
	.exits = "3 for a number that no service has; " RC_EXITS_BAD "; else the script's",
	.help = "s6-rc-oneshot-runner does the same for s6-rc, in one process.",
	.example = "s6-rc-oneshot-run -l /run/s6-rc up 17",
};
