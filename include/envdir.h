/* envdir.h - directories whose files are variables. */
#ifndef ENVDIR_H
#define ENVDIR_H

#include <skalibs/stralloc.h>

struct ctx;

struct envdir {
	int verbatim;  /* all of a file counts, not only its first line */
	int keep;      /* with the blanks, or the newline, at its end */
	int unlimited; /* and however long it is */
	char nul;      /* what a NUL in it becomes */
};
#define ENVDIR_DEFAULT ((struct envdir){ .nul = '\n' })

/* Appends what the files of DIR say to CHANGES: "NAME=VALUE" for a variable that is set, "NAME" for one that
   is removed, each with a NUL behind. 0, or -1 with errno. */
int envdir_read(struct ctx *x, struct envdir const *e, char const *dir, stralloc *changes);

/* Makes the LEN bytes of CHANGES in the environment. */
void envdir_apply(struct ctx *x, char const *changes, size_t len);

#endif
