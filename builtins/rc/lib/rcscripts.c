/* rcscripts.c - names of scripts. */
#include "rcscripts.h"

#include <string.h>

static char const *const names[] = {
	[RC_UP] = "up", [RC_DOWN] = "down", [RC_RELOAD] = "reload", [RC_CONDITION] = "condition"
};

char const *rcscript_name(enum rc_script which)
{
	return names[which];
}

enum rc_script rcscript_named(char const *name)
{
	enum rc_script which = 0;
	while (which < RC_SCRIPTS && strcmp(name, names[which]) != 0)
		which++;
	return which;
}
