/* scanclient.c - what the clients of a scan directory share. */
#include "scanclient.h"

#include <errno.h>
#include <sys/stat.h>

#include "control.h"
#include "ctx.h"
#include "svclient.h"

int scandir_send(char const *scandir, char const *letters, size_t len)
{
	char b[SERVICE_PATH];
	return service_path(b, scandir, ".s6-svscan") ? control_send(b, letters, len) : -1;
}

char const *const *scandir_pair(struct ctx *x, char const *servicedir)
{
	struct stat st;
	char const **pair = arena_get(x, 3 * sizeof *pair);
	pair[0] = servicedir;
	pair[1] = join(x, servicedir, "/log");
	pair[2] = 0;
	if (stat(pair[1], &st) < 0 || !S_ISDIR(st.st_mode))
		pair[1] = 0;
	return pair;
}
