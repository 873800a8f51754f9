/* scanclient.h - a scan directory as its clients see it. */
#ifndef SCANCLIENT_H
#define SCANCLIENT_H

#include <stddef.h>

struct ctx;

/* Sends LEN letters to the s6-svscan of SCANDIR. 0, or -1 with errno (see control_unheard). */
int scandir_send(char const *scandir, char const *letters, size_t len);

/* A service directory and its logger's, if it has one, 0-ended; from the arena of X. */
char const *const *scandir_pair(struct ctx *x, char const *servicedir);

#endif
