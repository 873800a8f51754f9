/* svclient.h - a service directory as its clients see it. */
#ifndef SVCLIENT_H
#define SVCLIENT_H

#include <stddef.h>

/* The path NAME below the service directory DIR, in the buffer B of SERVICE_PATH bytes. Returns B, or 0
   with errno. */
enum { SERVICE_PATH = 4096 };
char const *service_path(char *b, char const *dir, char const *name);

/* Whether DIR has a supervisor: 1, 0, or -1 with errno. */
int service_supervised(char const *dir);

/* Sends LEN letters to DIR's supervisor. 0, or -1 with errno (see control_unheard). */
int service_send(char const *dir, char const *letters, size_t len);

#endif
