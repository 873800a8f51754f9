/* rcpipeid.h - what the ends of a consumer's pipe are called in the fd-holder of s6-rc. */
#ifndef RCPIPEID_H
#define RCPIPEID_H

#include <stddef.h>

/* The identifier of the END to read (0) or to write (1), in the buffer B of SIZE bytes. 1, or 0 with errno if NAME is
   too long for one. */
int rcpipeid(char *b, size_t size, int end, char const *name);

#endif
