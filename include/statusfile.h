/* statusfile.h - a file that holds the latest line. */
#ifndef STATUSFILE_H
#define STATUSFILE_H

#include <skalibs/stralloc.h>

/* Makes TEXT what the file is to hold: HEAD, LINE and a newline; cut to SIZE bytes or padded with
   newlines, unless SIZE is 0. 0, or -1 without memory. */
int statusfile_make(
	stralloc *text, stralloc const *head, char const *line, size_t len, size_t size);

/* Replaces FILE, by way of FILE.new. 0, or -1 with errno. */
int statusfile_write(char const *file, stralloc const *text);

#endif
