/* tracewords.h - words of a step in a line of a trace: as much of them as a line takes. */
#ifndef TRACEWORDS_H
#define TRACEWORDS_H

#include "cmd.h"
#include "json.h"

/* Appends WORDS to their end, or, with a CALL that has been read from them, without what it goes on with.
   As they are written in a script, blocks in braces. */
void words_human(stralloc *to, struct word const *words, struct call const *c);

/* The same as members of an object: "words", with an array for each block, and "cut" when they are not all
   there. */
void words_json(stralloc *to, struct word const *words, struct call const *c);

#endif
