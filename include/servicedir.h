/* servicedir.h - what a service directory says, read anew each time. */
#ifndef SERVICEDIR_H
#define SERVICEDIR_H

#include "service.h"

/* The number in the file NAME; FALLBACK when there is none, or, after a warning, when it makes no sense. */
unsigned int servicedir_number(struct service *s, char const *name, unsigned int fallback);

/* The signal named, or numbered, in the file NAME. */
int servicedir_signal(struct service *s, char const *name, int fallback);

/* Whether the file NAME is there. */
int servicedir_flag(int dirfd, char const *name);

/* Makes or removes the file "down". 0, or -1 with errno. */
int servicedir_set_down(int dirfd, int make);

/* Starts run; *READINESS becomes the end of its notification pipe to read, or stays -1. Returns the
   pid, or -1 with errno. */
pid_t servicedir_run(struct service *s, int *readiness);

/* Starts finish, with how run ended as its arguments. The pid, or -1 with errno. */
pid_t servicedir_finish(struct service *s);

/* Says why the file NAME could not be started; NEXT is what comes of it. */
void servicedir_explain(struct service *s, char const *name, int err, char const *next);

#endif
