/* tally.h - supervise/death_tally: when and how a service died. */
#ifndef TALLY_H
#define TALLY_H

#include <skalibs/tai.h>
#include <stddef.h>

struct ctx;

struct death {
	tain stamp;
	int code;   /* 128 + signal when killed */
	int signal; /* or 0 */
};

/* Reads the tally of the service directory DIR, oldest death first, into the arena of X. 0, or -1 with
   errno (EPROTO for a malformed one). */
int tally_read(struct ctx *x, char const *dir, struct death **deaths, size_t *n);

/* Appends a death to the tally below DIRFD and leaves MOST of them. 0, or -1 with errno. */
int tally_add(int dirfd, tain const *stamp, int wstat, unsigned int most);

/* Makes it empty. */
int tally_forget(int dirfd);

#endif
