/* statusfile.h - a file that holds the latest line. */
#ifndef STATUSFILE_H
#define STATUSFILE_H

#include <skalibs/stralloc.h>

/* Cuts TEXT to SIZE bytes or pads it with newlines, unless SIZE is 0. 0, or -1 without memory. */
int statusfile_fit(stralloc *text, size_t size);

/* Replaces FILE, by way of FILE.new. 0, or -1 with errno. */
int statusfile_write(char const *file, stralloc const *text);

#endif
