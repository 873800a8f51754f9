/* rcpipeid.c - identifiers of pipes. */
#include "rcpipeid.h"

#include <errno.h>
#include <stdio.h>

int rcpipeid(char *b, size_t size, int end, char const *name)
{
	int n = snprintf(b, size, "pipe:s6rc-%c-%s", end ? 'w' : 'r', name);
	errno = ENAMETOOLONG;
	return n > 0 && (size_t)n < size;
}
