/* rclive.h - the live directory: which services of a database are up.

   LIVE is a link to a directory beside it, whose name is random, so that s6-rc-update can change all of it at once.
   In it:

   lock        s6-rc takes it: shared to look, exclusive to change
   state       a byte for each service, in their numbers' order: the bits below
   compiled    a link to the compiled directory
   scandir     a link to the scan directory
   prefix      what the names of services begin with there; may be empty
   servicedirs/NAME   a longrun's service directory, with a file "down" while it is not to be up
   record      what happened (rcrecord.h)
   updating    is there while s6-rc-update changes all of it (rcjournal.h)
   starting    ... and from then on, until what that has stopped is up again
   changing    is there while s6-rc changes states: when it is found, s6-rc was killed, and supervisors may
	       be elsewhere than state says */
#ifndef RCLIVE_H
#define RCLIVE_H

#include "builtin.h"
#include "rcdb.h"

/* Commands that are given no live directory take the one there is: s6-rc in WINDLASS_RUN, if that is set; else the first
   that has supervisors, in /run and where /init puts its state when it cannot use that (rundir.h), if that belongs to root or
   to the user. */
#define RCLIVE_WHERE "s6-rc in $WINDLASS_RUN, or in /run or where /init has put its state"
#define RCLIVE_OPT(T, m) \
	STR('l', "livedir", T, m, "dir", "the live directory (default: " RCLIVE_WHERE ")")

/* GIVEN, or if that is 0 that one, from the arena. */
char const *rclive_path(struct ctx *x, char const *given);

enum { RCLIVE_UP = 1, RCLIVE_WANTED = 2 /* by name, not only because something needs it */ };

/* Exit codes of all that work on a live directory. */
enum { RC_FAILED = 1, RC_TIMEOUT = 2, RC_UNKNOWN = 3, RC_BAD = 4 };
#define RC_EXITS_BAD "4 for a damaged database or state"

/* NONE: somebody else has it for us. LOOK: none either, but only to see what is there now. */
enum rclive_lock { RCLIVE_NONE, RCLIVE_LOOK, RCLIVE_SHARED, RCLIVE_EXCLUSIVE };

struct rclive {
	struct ctx *x;
	char const *path; /* the link */
	struct rcdb db;
	int lock, db_lock, state_fd;
	unsigned char *state;
	int unsure; /* "changing" is there, from before */
	unsigned char *
		pending; /* what an update has not brought up yet, or 0; only behind RCLIVE_EXCLUSIVE */
};

/* Opens the live directory PATH and its database, behind locks, for which it waits if BLOCK. chain(0), or the
   answer to give; nothing is held then. */
struct next rclive_open(
	struct rclive *l, struct ctx *x, char const *path, enum rclive_lock lock, int block);
void rclive_close(struct rclive *l);

/* Reads what is pending: chain(0), or the answer to give. And: nothing is any more. */
struct next rclive_read_pending(struct rclive *l);
void rclive_forget_pending(struct rclive *l);

/* Makes STATE the state of service I, here and on disk. 0, or -1 with errno. */
int rclive_set(struct rclive *l, uint32_t i, unsigned char state);

/* From here on "changing" is there, in the live directory DIR, until rclive_changed. 0, or -1 with errno. */
int rclive_changing(struct rclive *l, char const *dir);
void rclive_changed(struct rclive *l);

/* The service directory of longrun I, from the arena. */
char const *rclive_servicedir(struct rclive const *l, uint32_t i);

/* Takes the lock FILE. 0 with *FD; or -1 with errno, EBUSY when somebody else has it. */
int rclive_lock(char const *file, enum rclive_lock lock, int block, int *fd);

/* Says that FILE is locked, by whom as far as can be seen, and what can be done. */
struct next rclive_busy(struct ctx *x, char const *file);

/* The text of the link NAME in the directory PATH, from the arena, or 0 with errno. */
char const *rclive_link(struct ctx *x, char const *path, char const *name);

#endif
