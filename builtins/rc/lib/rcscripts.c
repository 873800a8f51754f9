/* rcscripts.c - scripts by name. */
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

struct word *rcscript_words(
	struct ctx *x, struct rcdb const *db, uint32_t i, enum rc_script which)
{
	uint32_t parameter = db->service[i].parameter;
	env_set(x, "RC_NAME", rcdb_service_name(db, i));
	if (parameter)
		env_set(x, "RC_PARAMETER", db->texts + parameter);
	return rcdb_script(x, db, i, which);
}
