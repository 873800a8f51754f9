/* nearest.h - what somebody may have meant who has written something else. */
#ifndef NEAREST_H
#define NEAREST_H

#include "cmd.h"

/* The best of the names that were offered, or 0 if none is near. */
struct nearest {
	char const *wanted, *best;
	unsigned int distance;
};

struct nearest nearest_to(char const *wanted);
void nearest_offer(struct nearest *n, char const *name);

/* The nearest of the commands that can stand in a chain and for which FITS (0: all) says so. */
char const *nearest_command(char const *wanted, int (*fits)(struct cmd const *));

/* The nearest of the long names of OPTS, or 0. NAME is without dashes; a value behind '=' does not count. */
char const *nearest_option(struct opt const *opts, char const *name);

/* The end of a message: "; did you mean BEST?", or nothing if BEST is 0. */
char const *did_you_mean(struct ctx *x, char const *best);

/* How many letters have to be put in, left out, changed or swapped with their neighbour for A to become B:
   MOST + 1 for more than MOST. */
unsigned int edit_distance(char const *a, char const *b, unsigned int most);

/* What to write instead of NAME where it means something in a shell and nothing here, or 0. */
char const *word_hint(struct ctx *x, char const *name);

/* The same for a NAME that is no program; also a command that is called nearly so ("did you mean X?"). */
char const *exec_hint(struct ctx *x, char const *name);

/* What does here what the operator or keyword NAME does in a shell, or 0; and how long the variable's name is
   in an assignment, 0 for what is none. */
char const *shell_word(char const *name);
size_t shell_assignment(char const *name);

#endif
