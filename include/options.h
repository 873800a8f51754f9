/* options.h - the options that words give, one by one. The interpreter calls by it, an outline tells
   by it. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "opt.h"
#include "word.h"

/* Options being read off the words that begin at `w`. Zero the rest. */
struct opt_walk {
	struct opt const *opts;
	struct word *w;
	char const *letters; /* those of the word before w that are left */
};

/* One option as it is given. An argument is `attached` in the same word, or is the word `value`; with
   neither, one that needs it (opt->arg) has none. */
struct opt_use {
	struct opt const *opt; /* 0: unknown */
	struct word *word;
	char letter; /* 0 when its long name was given */
	char const *attached;
	struct word *value;
};

/* Takes the next option. Returns 0 when there is none, and w is behind the options. */
int opt_next(struct opt_walk *walk, struct opt_use *use);

/* Reads the argument of O, which takes a number. Returns 1, 0 when TEXT is none, -1 when it is too large. */
int opt_number(struct opt const *o, char const *text, unsigned int *n);

#endif
