/* rcjournal.h - what an update is about to do, written down before it does so: whoever finds it later knows what to undo,
   or what is left to do.

   While s6-rc-update changes things, both live directories, the one that was and the one that is to be, hold a file
   "updating". Its first line is "to NAME" in the old one and "from NAME" in the new one, NAME being that of the other. Lines
   "OLD/NEW" follow for longruns that go on to run, "OLD/" for services that are stopped, and "/NEW" for those that are to be
   started. Which of the two the link leads to says whether all is to be undone or finished; both may be
   done again and again, from any point.

   When that is done, and services are still to be brought up, the file becomes "starting", which needs no room on the disk. It
   is there until s6-rc has tried: what it names ("OLD/" in a live directory that stays, "/NEW" in one that is new) is
   pending. */
#ifndef RCJOURNAL_H
#define RCJOURNAL_H

#include "rcmake.h"

#define RCJOURNAL          "updating"
#define RCJOURNAL_STARTING "starting"

/* What the copy of a service directory is called while it is set aside, in the new directory. */
#define RCJOURNAL_ASIDE "/aside:"

struct rcjournal_line {
	char const *old, *new; /* either may be empty */
};

struct rcjournal {
	struct ctx *x;
	char const *from, *to; /* the directories */
	struct rcjournal_line *line;
	size_t n;
	int is_over; /* the link leads to the new one */
};

/* Writes J in the old directory, before anything is done, and in the new one, before anything is moved there. 0, or
   the path that is to blame, with errno. */
char const *rcjournal_begin(struct rcjournal const *j);
char const *rcjournal_copy(struct rcjournal const *j);

/* Reads the one that is in the directory that LIVE leads to, called NAME. 1; 0 if there is none; or -1 with errno: EPROTO
   for one that is damaged. One that is not leads to no directory but those of updates of LIVE. */
int rcjournal_read(struct rcjournal *j, struct ctx *x, char const *live, char const *name);
struct next rcjournal_unreadable(struct ctx *x, char const *live, char const *name);

/* Whether DB, that of the directory in which J was found, has all that J names there; else errno is EPROTO. */
int rcjournal_fits(struct rcjournal const *j, struct rcdb const *db);

/* The services that are to be brought up when all else is done, each behind a blank. */
char const *rcjournal_pending(struct rcjournal const *j);

/* All is done but that. 0, or the path that is to blame, with errno. */
char const *rcjournal_close(struct rcjournal const *j);

/* Moves the service directories of what goes on to run from the old directory to the new one, where the copies are set aside
   for them. 0, or the path that is to blame, with errno. */
char const *rcjournal_move(struct rcjournal const *j);

/* Moves them back. The same. */
char const *rcjournal_move_back(struct rcjournal const *j);

/* Has them take over the files of the copies. 0, or -1 after warnings. */
int rcjournal_take_over(struct rcjournal const *j);

/* All is as it was before: what was moved, made, and linked. M is for the old database. chain(0), or the answer to give. */
struct next rcjournal_undo(struct rcjournal const *j, struct rcmake *m);

/* All that is left to do when the link leads to the new directory. M is for the new database; OLD is the old one, or 0
   when that is gone. Warns, and leaves the journal if some files are still those of before, or s6-svscan was not told. */
void rcjournal_finish(struct rcjournal const *j, struct rcmake *m, struct rcdb const *old);

/* Finishes or undoes what a s6-rc-update that was killed has left at LIVE, whose lock is held. chain(0), or
   the answer to give. */
struct next rcjournal_recover(struct ctx *x, char const *live);

#endif
