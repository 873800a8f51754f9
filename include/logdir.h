/* logdir.h - a directory of logs: `current` is written, archives are kept beside it. */
#ifndef LOGDIR_H
#define LOGDIR_H

#include <skalibs/stralloc.h>
#include <stdint.h>
#include <sys/types.h>

/* How far a rotation has come. Anything but WRITING and PROCESSING is one step, which is tried again
   until it succeeds. */
enum logdir_stage {
	LOGDIR_WRITING,
	LOGDIR_SYNC,
	LOGDIR_RENAME,
	LOGDIR_REOPEN,
	LOGDIR_MARK,
	LOGDIR_PROCESSING, /* until logdir_processed */
	LOGDIR_SEAL,
	LOGDIR_DROP,
	LOGDIR_STATE,
	LOGDIR_ARCHIVE,
	LOGDIR_TRIM,
};

/* Modes of current. */
enum { LOGDIR_COMPLETE = 0744, LOGDIR_INCOMPLETE = 0644 };

struct logdir {
	char const *path;
	uint64_t keep;    /* how many archives stay */
	uint64_t total;   /* how many bytes of archives stay; 0 for any */
	uint64_t full_at; /* the size of current that asks for a rotation */
	int processor;    /* previous goes through a program before it is archived */

	int dir, lock, fd;
	mode_t mask;
	dev_t dev;
	ino_t ino;
	enum logdir_stage stage;
	int due;             /* a rotation was asked for */
	unsigned long turns; /* how many currents there have been */
	int midline;         /* current ends inside a line */
	uint64_t size;       /* of current */
	stralloc out;        /* lines to write, from HEAD on */
	size_t head;
};

/* Makes the directory if it is missing, locks it, tidies up after a crash and opens current. All
   functions here return 0, or what they could not do, with errno. */
char const *logdir_open(struct logdir *d);

static inline int logdir_pending(struct logdir const *d)
{
	return d->out.len > d->head || d->due || d->stage > LOGDIR_PROCESSING ||
	       (d->stage && d->stage < LOGDIR_PROCESSING);
}

/* Goes on with a rotation, writes, rotates, as far as possible. What could not be done is to be tried
   again by another call. In stage PROCESSING the caller's program has to run. */
char const *logdir_flush(struct logdir *d);

/* What the program is to have open: previous on 0, processed on 1, state on 4, newstate on 5. For a
   child: changes to the directory. 0, or -1 with errno. */
int logdir_processor_fds(struct logdir const *d);

/* The program has done its work. */
void logdir_processed(struct logdir *d);

/* Marks current as complete. */
char const *logdir_close(struct logdir *d);

/* Steps of it, for logdir.c: each 0, or -1 with errno. Opens current, which is incomplete from here
   on; removes NAME if it is there; gives NAME the name of an archive of this moment (what
   has such a name already is removed, and what is empty, unless a program made it so). */
int logdir_current(struct logdir *d);
int logdir_gone(struct logdir *d, char const *name);
int logdir_archive(struct logdir *d, char const *name, char const *ending);

/* Removes the oldest archives below the directory DIR until at most KEEP and, unless that is 0, TOTAL
   bytes are left. 0, or -1 with errno. */
int logdir_trim(int dir, uint64_t keep, uint64_t total);

#endif
