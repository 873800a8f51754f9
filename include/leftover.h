/* leftover.h - for the end: who is still there, and that services do not come back. */
#ifndef LEFTOVER_H
#define LEFTOVER_H

#include <sys/types.h>

struct ctx;

/* The supervisor of the service that this process is: its parent, or that one's, where services have supervisors of
   their own. */
pid_t leftover_supervisor(void);

/* Whether somebody has not gone yet of those below ROOT (1: of all there are), but for this process, the service
   directory LOGGER's unless that is 0, and those between them and the first. Where nobody can know, somebody has not. */
int leftover_any(pid_t root, char const *logger);

/* Takes all services out of the scan directory above the working directory, and stops them; but for this process's own
   and, if KEEP_LOGGER, the logger of everything else. */
void leftover_hide(struct ctx *x, int keep_logger);

#endif
