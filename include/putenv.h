/* putenv.h - writing the environment. */
#ifndef PUTENV_H
#define PUTENV_H

struct ctx;

/* Puts every variable with END behind it; behind the last one only if LAST_TOO. */
void put_environment(struct ctx *x, char end, int last_too);

#endif
