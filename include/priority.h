/* priority.h - the numbers that messages of syslog begin with. */
#ifndef PRIORITY_H
#define PRIORITY_H

#include <skalibs/stralloc.h>
#include <stddef.h>

/* Appends "facility.level: " to OUT if S begins with a number in angle brackets. Returns how many bytes
   that takes of S, 0 if there is none, or -1 without memory. */
int priority_add(stralloc *out, char const *s, size_t len);

#endif
