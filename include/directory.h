/* directory.h - directories that a daemon makes for itself. */
#ifndef DIRECTORY_H
#define DIRECTORY_H

#include <sys/types.h>

/* Makes the directory NAME below DIRFD with MODE if it is missing; a dangling link stands for the
   directory it is to become. Returns 1 if it was made, 0 if it was there, -1 with errno. */
int directory_make(int dirfd, char const *name, mode_t mode);

#endif
