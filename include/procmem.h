/* procmem.h - what processes take of the memory. */
#ifndef PROCMEM_H
#define PROCMEM_H

#include <sys/types.h>

/* The bytes of PID and all processes below it: of what is shared its part, where that may be known, else all.
   -1 when nothing is known. */
long long procmem_tree(pid_t pid);

#endif
