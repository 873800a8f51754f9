/* files.h - how many descriptors a process may have. */
#ifndef FILES_H
#define FILES_H

#include <sys/resource.h>

/* Takes as many as the hard limit allows; *BEFORE becomes what it was, for setrlimit in children. */
void files_raise(struct rlimit *before);

#endif
