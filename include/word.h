/* word.h - words and lists of words: what scripts are made of and what commands receive. */
#ifndef WORD_H
#define WORD_H

#include <stddef.h>
#include <stdint.h>

struct ctx;

/* A list is an array of words that ends with one whose text is 0. Whoever is given a list to run
   owns it and may rewrite it; who needs it again hands over a words_copy. */
struct word {
	char const *s;       /* text, without block quoting */
	uint32_t at;         /* place in the script: byte offset + 1, or 0 for none */
	uint32_t depth : 31; /* blocks around it; they become leading spaces when it is exec'd */
	uint32_t dollar : 1; /* holds a '$', so that a substitution has to look at it */
};

/* How many words LIST holds, the end not counted. */
size_t words_len(struct word const *list);

/* A copy of LIST (the texts are shared), from the arena of X. */
struct word *words_copy(struct ctx *x, struct word const *list);

/* A new list: the words of A and behind them those of B. From the arena of X. */
struct word *words_join(struct ctx *x, struct word const *a, struct word const *b);

/* Takes the block that WORDS begin with, for commands whose blocks their form cannot tell: takes its
   quoting off and ends it. Returns what is behind it, or 0, with nothing changed, if it has no end. */
struct word *words_block(struct word *words);

/* An argv as words: depth 0, no place; the texts stay the caller's. From the arena of X. */
struct word *words_of(struct ctx *x, char const *const *argv);

/* One word of text S standing at AT. */
struct word word_make(char const *s, uint32_t at);

/* Takes one level of quoting off W, whichever wire it came by. Returns 0 if it had none. */
int word_unquote(struct word *w);

/* The text of W as a foreign program would get it, block quoting included. */
char const *word_wire(struct ctx *x, struct word const *w);

/* LIST as a 0-ended argv, for the outside world. From the arena of X. */
char const *const *words_argv(struct ctx *x, struct word const *list);

/* Whether W ends the block that a list at its level is in. */
int word_ends_block(struct word const *w);

#endif
