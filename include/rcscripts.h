/* rcscripts.h - what scripts of services are called when one is asked for. */
#ifndef RCSCRIPTS_H
#define RCSCRIPTS_H

#include "ctx.h"
#include "rcdb.h"

/* The name of WHICH, and which has NAME, or RC_SCRIPTS. */
char const *rcscript_name(enum rc_script which);
enum rc_script rcscript_named(char const *name);

/* The words of script WHICH of service I, with RC_NAME and, for an instance, RC_PARAMETER in the environment. */
struct word *rcscript_words(
	struct ctx *x, struct rcdb const *db, uint32_t i, enum rc_script which);

#endif
