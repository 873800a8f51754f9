/* rctell.c - what s6-rc says about services. */
#include "rcchange.h"

static char const *const verbs[] = { "stop", "start", "reload" };
static char const *const doing[] = { "stopping", "starting", "reloading" };
static char const *const did[] = { "stopped", "started", "reloaded" };

void rctell_starting(struct rcchange const *c, uint32_t i)
{
	if (c->verbosity >= 2)
		info(c->x, "service ", rcchange_name(c, i), ": ", doing[c->op]);
}

void rctell_done(struct rcchange const *c, uint32_t i)
{
	if (c->verbosity >= 2)
		info(c->x, "service ", rcchange_name(c, i), " successfully ", did[c->op]);
}

void rctell_already(struct rcchange const *c, uint32_t i)
{
	if (c->verbosity >= 3)
		info(c->x, "service ", rcchange_name(c, i), ": already ",
			c->op == RCOP_UP ? "up" : "down");
}

void rctell_failed(struct rcchange const *c, uint32_t i, int code, char const *why)
{
	char b[DECIMAL];
	if (!c->verbosity)
		return;
	if (code < 0)
		warn(c->x, "unable to ", verbs[c->op], " service ", rcchange_name(c, i), ": ", why);
	else
		warn(c->x, "unable to ", verbs[c->op], " service ", rcchange_name(c, i),
			": command ", code >= 256 ? "crashed with signal " : "exited ",
			decimal(b, (unsigned long)(code >= 256 ? code - 256 : code)),
			why ? ": " : "", why ? why : "");
}

void rctell_blocked(struct rcchange const *c, uint32_t i, uint32_t by, enum rcphase phase)
{
	if (c->verbosity >= 2)
		info(c->x, "service ", rcchange_name(c, i), ": not ", did[c->op], ", because ",
			rcchange_name(c, by),
			phase == RCJOB_SKIPPED ? " is not wanted" : " is not ",
			phase == RCJOB_SKIPPED ? ""
			: c->op == RCOP_UP     ? "up"
					       : "down");
}

void rctell_skipped(struct rcchange const *c, uint32_t i)
{
	if (c->verbosity >= 2)
		info(c->x, "service ", rcchange_name(c, i),
			": not started: its condition is false");
}

void rctell_again(struct rcchange const *c, uint32_t i, unsigned int ms)
{
	char b[DECIMAL];
	if (c->verbosity >= 2)
		info(c->x, "service ", rcchange_name(c, i), ": trying again in ", decimal(b, ms),
			" ms");
}
