/* servicerun.h - starting a service's run and finish. */
#ifndef SERVICERUN_H
#define SERVICERUN_H

#include "service.h"

/* Starts run; *READINESS becomes the end of its notification pipe to read, or stays -1. Returns the
   pid, or -1 with errno. */
pid_t servicerun_start(struct service *s, int *readiness);

/* Starts finish, with how run ended as its arguments. The pid, or -1 with errno. */
pid_t servicerun_finish(struct service *s);

/* Says why the file NAME could not be started; NEXT is what comes of it. */
void servicerun_explain(struct service *s, char const *name, int err, char const *next);

#endif
