/* svgoal.c - where a service is, and when it is where it is wanted. */
#include "svgoal.h"

#include <errno.h>
#include <string.h>

#include "svclient.h"
#include "svstatus.h"

/* Of the events: which must come before any counts, which say that the goal is reached, that it is
   not (any more), and that it never will be. */
struct svgoal_rule {
	char letter;
	char const *first, *yes, *no, *never;
};

static struct svgoal_rule const rules[] = {
	{ SVWAIT_UP, "", "uU", "dD", "Ox" },
	{ SVWAIT_READY, "", "U", "udD", "Ox" },
	{ SVWAIT_DOWN, "", "dD", "uU", "x" },
	{ SVWAIT_FINISHED, "", "D", "uUd", "x" },
	{ SVWAIT_RESTARTED, "dD", "uU", "dD", "Ox" },
	{ SVWAIT_RESTARTED_READY, "dD", "U", "udD", "Ox" },
	{ SVWAIT_SUPERVISED, "", "s", "x", "" },
	{ SVWAIT_LEFT, "", "x", "s", "" },
	{ 0, 0, 0, 0, 0 },
};

void svgoal_aim(struct svgoal *g, char const *dir, char letter)
{
	struct svgoal_rule const *rule = rules;
	while (rule->letter && rule->letter != letter)
		rule++;
	*g = (struct svgoal){ .dir = dir, .rule = rule };
}

int svgoal_is_about_supervisor(struct svgoal const *g)
{
	return g->rule->letter == SVWAIT_SUPERVISED || g->rule->letter == SVWAIT_LEFT;
}

void svgoal_event(struct svgoal *g, char event)
{
	struct svgoal_rule const *rule = g->rule;
	if (g->failed || !event)
		return;
	if (strchr(rule->first, event))
		g->begun = 1;
	if (!g->reached && strchr(rule->never, event)) {
		g->begun = g->reached = 1;
		g->failed = event;
	} else if (g->begun && strchr(rule->yes, event)) {
		g->reached = 1;
	} else if (strchr(rule->no, event)) {
		g->reached = 0;
	}
}

/* Without a supervisor the status says where the service was: one that is down will still be. */
static int is_reached(char letter, struct svstatus const *now, int supervised)
{
	int up = now->pid && !now->finishing;
	switch (letter) {
	case SVWAIT_UP: return up && supervised;
	case SVWAIT_READY: return up && now->ready && supervised;
	case SVWAIT_DOWN: return !up;
	case SVWAIT_FINISHED: return !now->pid;
	default: return 0;
	}
}

int svgoal_look(struct svgoal *g, int appear, int *supervised)
{
	struct svstatus now = { .pid = 0 };
	*supervised = service_supervised(g->dir) > 0;
	if (svgoal_is_about_supervisor(g)) {
		g->begun = 1;
		g->reached = *supervised == (g->rule->letter == SVWAIT_SUPERVISED);
		return 0;
	}
	if (svstatus_read(&now, g->dir) < 0 && !(appear && errno == ENOENT))
		return -1;
	if (!*g->rule->first || !now.pid || now.finishing)
		g->begun = 1;
	g->reached = is_reached(g->rule->letter, &now, *supervised);
	return 0;
}
