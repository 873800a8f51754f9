/* svclient.c - what the clients of a service directory share. */
#include "svclient.h"

#include <errno.h>
#include <stdio.h>

#include "control.h"

char const *service_path(char *b, char const *dir, char const *name)
{
	if (snprintf(b, SERVICE_PATH, "%s/%s", dir, name) < SERVICE_PATH)
		return b;
	errno = ENAMETOOLONG;
	return 0;
}

int service_supervised(char const *dir)
{
	char b[SERVICE_PATH];
	return service_path(b, dir, "supervise") ? control_heard(b) : -1;
}

int service_send(char const *dir, char const *letters, size_t len)
{
	char b[SERVICE_PATH];
	return service_path(b, dir, "supervise") ? control_send(b, letters, len) : -1;
}
