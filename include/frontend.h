/* frontend.h - what the commands of the front end share (builtins/windlass/lib). */
#ifndef FRONTEND_H
#define FRONTEND_H

#include "builtin.h"

/* Says that there is no command NAME, and what may have been meant; with OWN, which may be windlass's own
   words, too. */
struct next no_such_command(struct ctx *x, char const *name, int own);

#endif
