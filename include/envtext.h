/* envtext.h - the environment as a text. */
#ifndef ENVTEXT_H
#define ENVTEXT_H

#include <stddef.h>

struct ctx;

/* Every variable with END behind it; behind the last one only if LAST_TOO. LEN bytes, from the arena. */
char const *env_text(struct ctx *x, char end, int last_too, size_t *len);

#endif
