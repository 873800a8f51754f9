/* each.h - one action for each of some words. */
#ifndef EACH_H
#define EACH_H

#include "word.h"

/* Calls ACT with the text of each of WORDS and ARG until it returns -1. Returns the text it failed
   for, errno as it left it and the place on it; 0 when all went well. */
char const *each_word(
	struct ctx *x, struct word *words, int (*act)(char const *text, void *arg), void *arg);

#endif
