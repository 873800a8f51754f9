/* session.h - the interactive session, which is there twice: interp/repl/ in the program windlass-repl,
   and in any other program a function that starts that one. */
#ifndef SESSION_H
#define SESSION_H

#include "cmd.h"

struct next run_repl(struct ctx *x, struct call const *c);

#endif
