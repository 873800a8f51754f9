/* rcsiblings.c - what s6-rc-init and s6-rc-update have made beside the link to the live directory. */
#include <dirent.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rcmake.h"
#include "svclient.h"

int rcmake_is_alive(struct ctx *x, char const *dir)
{
	return service_supervised(join(x, dir, "/" RCDB_SERVICEDIRS "/" RC_RUNNER)) > 0;
}

char const *rcmake_siblings(struct ctx *x, char const *live,
	int (*act)(struct ctx *x, char const *path, void *arg), void *arg)
{
	char const *name = strrchr(live, '/') + 1, *found = 0;
	char const *parent = arena_text(x, live, (size_t)(name - live));
	size_t len = strlen(name);
	DIR *d = opendir(parent);
	struct dirent *e;
	while (d && !found && (e = readdir(d)))
		if (!strncmp(e->d_name, name, len) && !strncmp(e->d_name + len, ":s6-rc-", 7)) {
			char const *path = join(x, parent, e->d_name);
			found = act(x, path, arg) ? path : 0;
		}
	if (d)
		closedir(d);
	return found;
}

/* A link that was to become LIVE, or a directory in which nothing runs. */
static int remove_dead(struct ctx *x, char const *path, void *arg)
{
	struct stat live, st;
	if (lstat(path, &st) < 0 || stat(arg, &live) < 0)
		return 0;
	if (S_ISLNK(st.st_mode))
		unlink(path);
	else if ((st.st_ino != live.st_ino || st.st_dev != live.st_dev) &&
		 !rcmake_is_alive(x, path) && rm_rf(path) < 0)
		warnsys(x, "unable to remove ", path);
	return 0;
}

void rcmake_clean(struct ctx *x, char const *live)
{
	char *path = strcpy(arena_get(x, strlen(live) + 1), live);
	rcmake_siblings(x, live, remove_dead, path);
}
