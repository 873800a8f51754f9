/* rcopen.c - opening the database that options name. */
#include "rcopen.h"

char const *rcopen_path(struct ctx *x, struct rcopen_opts const *o)
{
	return o->compiled ? o->compiled : join(x, rclive_path(x, o->live), "/compiled");
}

struct next rcopen_failed(struct ctx *x, char const *path)
{
	if (errno == EPROTO)
		return failcode(x, RC_BAD, "unable to use ", path,
			": its database is damaged, or of another version");
	return failsys(x, "unable to open ", path);
}

struct next rcopen(
	struct ctx *x, struct rcopen_opts const *o, enum rclive_lock lock, struct rcdb *db)
{
	char const *path = rcopen_path(x, o), *file = join(x, path, "/" RCDB_LOCK);
	int fd;
	if (rclive_lock(file, lock, o->block, &fd) < 0)
		return errno == EBUSY ? rclive_busy(x, file) : failsys(x, "unable to lock ", file);
	return rcdb_open(db, path) < 0 ? rcopen_failed(x, path) : chain(0);
}
