/* files.h - how many descriptors a process may have. */
#ifndef FILES_H
#define FILES_H

#include <sys/resource.h>

/* Takes as many as the hard limit allows; *BEFORE becomes what it was, for setrlimit in children. 0, or -1 with errno:
   the limit stays what it is. */
int files_raise(struct rlimit *before);

#endif
