/* rcopen.h - compiled databases as commands name them: by a live directory, or directly. */
#ifndef RCOPEN_H
#define RCOPEN_H

#include "rclive.h"

/* The exit code for a name that is of another type than the one that is meant. */
enum { RC_WRONG_TYPE = 5 };

struct rcopen_opts {
	char const *live, *compiled;
	int block;
};

/* The options of commands that do so; T has a struct rcopen_opts `open`. */
#define RCOPEN_OPTS(T) \
	STR('l', "livedir", T, open.live, "dir", \
		"the live directory whose database it is (default: " RCLIVE_WHERE ")"), \
		STR('c', "compiled", T, open.compiled, "dir", "the directory of the database"), \
		SET('b', "block", T, open.block, 1, "wait for a lock that somebody else has")

/* The directory that O names, from the arena. */
char const *rcopen_path(struct ctx *x, struct rcopen_opts const *o);

/* Locks and opens the database that O names; the lock lasts as long as the process. chain(0), or the answer to
   give. */
struct next rcopen(
	struct ctx *x, struct rcopen_opts const *o, enum rclive_lock lock, struct rcdb *db);

/* What to answer when rcdb_open could not open PATH. */
struct next rcopen_failed(struct ctx *x, char const *path);

#endif
