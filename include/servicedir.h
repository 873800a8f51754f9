/* servicedir.h - what the small files of a service directory say, read anew each time. A file that cannot be read
   is warned of and counts as not there; errno tells why then, and is 0 else. */
#ifndef SERVICEDIR_H
#define SERVICEDIR_H

#include "service.h"

/* The number in the file NAME; FALLBACK when there is none, or, after a warning, when it makes no sense. */
unsigned int servicedir_number(struct service *s, char const *name, unsigned int fallback);

/* The numbers in the first line of the file NAME, N at most, into V. Returns how many: 0 when there is no file, or,
   after a warning, when it makes no sense or its first number is 0. */
size_t servicedir_numbers(struct service *s, char const *name, unsigned int *v, size_t n);

/* Which of the 0-ended WORDS is in the file NAME; the first when there is none, or, after a warning, when it has
   another. */
size_t servicedir_word(struct service *s, char const *name, char const *const *words);

/* The signal named, or numbered, in the file NAME. */
int servicedir_signal(struct service *s, char const *name, int fallback);

/* Whether the file NAME is there. */
int servicedir_flag(struct service *s, char const *name);

/* Makes or removes the file "down". 0, or -1 with errno. */
int servicedir_set_down(int dirfd, int make);

#endif
