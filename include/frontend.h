/* frontend.h - what the commands of the front end share (builtins/windlass/lib). */
#ifndef FRONTEND_H
#define FRONTEND_H

#include "builtin.h"

/* The command NAME, which may be one of windlass's own words, or 0. */
struct cmd const *command_called(struct ctx *x, char const *name);

/* Says that there is no such command, and which may have been meant. */
struct next no_such_command(struct ctx *x, char const *name);

#endif
