/* place.h - where in a script a word stands, for people. */
#ifndef PLACE_H
#define PLACE_H

#include "ctx.h"

struct place {
	char const *text;  /* the script's */
	char const *line;  /* the line it is in */
	uint32_t at;       /* as words have it */
	unsigned long row; /* from 1 */
	unsigned long col; /* in bytes, from 1 */
};

/* Finds the place AT in SRC. Returns 0 if it is none. P: zeroed, or what an earlier call has found:
   the search goes on from there when it can. */
int place_find(struct script const *src, uint32_t at, struct place *p);

/* What messages call the script SRC: two texts to be joined. */
void place_name(struct ctx const *x, char const *name[2]);

/* Writes the line of P, which is one of SRC, and below it a caret at its column, to TO: EXCERPT bytes. The
   line is cut around the place, and what a terminal would obey is made visible. Returns the length. */
enum { EXCERPT = 2048 };
size_t place_show(char *to, struct script const *src, struct place const *p);

/* Writes the character at S, of LEN bytes at most, to TO so that a terminal shows it and does nothing else:
   itself, or \x and its code. Returns how many bytes it has written (4 at most), *TAKEN how many it has
   read, *COLUMNS how many columns they take. */
enum { SHOWN = 4 };
size_t place_char(char *to, char const *s, size_t len, size_t *taken, int *columns);

#endif
