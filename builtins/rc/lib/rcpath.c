/* rcpath.c - where the live directory is. */
#include <sys/stat.h>
#include <unistd.h>

#include "rcmake.h"
#include "rundir.h"

static char const name[] = "/s6-rc";

/* Everybody may make a directory below /tmp: what s6-rc connects to and obeys must be of somebody who is obeyed anyway. */
static int is_trusted(char const *dir)
{
	struct stat st;
	return !lstat(dir, &st) && S_ISDIR(st.st_mode) && (!st.st_uid || st.st_uid == geteuid());
}

/* What an earlier life has left where nothing can be written any more is there, but has no supervisors. */
static char const *find(struct ctx *x)
{
	static char const *const dirs[] = { "/run", RUNDIR_SPARES };
	char const *there = 0;
	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		char const *path = join(x, dirs[i], name);
		if (!is_trusted(dirs[i]) || access(path, F_OK) < 0)
			continue;
		if (rcmake_is_alive(x, path))
			return path;
		if (!there)
			there = path;
	}
	return there ? there : join(x, dirs[0], name);
}

char const *rclive_path(struct ctx *x, char const *given)
{
	char const *run = env_value(x, "WINDLASS_RUN");
	if (given)
		return given;
	return run && *run ? join(x, run, name) : find(x);
}
