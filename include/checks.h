/* checks.h - what a service declares to be checked, in files of its directory. In those with lines, empty ones and
   those that begin with # mean nothing.

   data/check-tcp   [HOST:]PORT, or the path of a socket, in each line: something must listen
   data/check-http  [http://][HOST:]PORT[/PATH] in each line: the answer must be 2xx or 3xx
   data/check-file  PATH [SECONDS] in each line: it must be there, and not have been changed longer ago
   data/check-exec  a script or program: it must leave with 0
   data/check       the same, s6-notifyoncheck's */
#ifndef CHECKS_H
#define CHECKS_H

#include "ctx.h"

struct checks {
	struct ctx *x;
	char const *dir;  /* the service directory */
	int64_t deadline; /* as loop_clock has it */
	/* Is told of each that fails: the file, what of it (0: all), and why. */
	void (*failed)(void *arg, char const *file, char const *what, char const *why);
	void *arg;
};

/* Makes all checks. Returns how many have failed. */
unsigned int checks_run(struct checks *c);

/* Whether the service directory DIR declares any but data/check. */
int checks_declared(struct ctx *x, char const *dir);

/* Why nothing listens at WHERE, or why the answer from there is not as it should be, before DEADLINE; or 0. */
char const *check_tcp(struct ctx *x, char const *where, int64_t deadline);
char const *check_http(struct ctx *x, char const *where, int64_t deadline);

#endif
