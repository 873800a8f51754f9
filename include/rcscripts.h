/* rcscripts.h - what scripts of services are called when one is asked for. */
#ifndef RCSCRIPTS_H
#define RCSCRIPTS_H

#include "rcdb.h"

/* The name of WHICH, and which has NAME, or RC_SCRIPTS. */
char const *rcscript_name(enum rc_script which);
enum rc_script rcscript_named(char const *name);

#endif
