/* title.h - what ps shows. */
#ifndef TITLE_H
#define TITLE_H

#include "word.h"

/* Takes over the memory of ARGV, whose texts must not be used any more: call it with copies at hand. */
void title_init(struct ctx *x, int argc, char *const *argv);

/* Makes this process, which goes on without an exec, look as if WORDS had been exec'd. */
void title_set(struct ctx *x, struct word const *words);

#endif
