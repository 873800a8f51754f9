/* scandir.h - the entries of a scan directory. */
#ifndef SCANDIR_H
#define SCANDIR_H

#include <skalibs/genalloc.h>
#include <skalibs/stralloc.h>
#include <sys/stat.h>

#include "service.h"

enum { SCAN_BUCKETS = 1024 };

/* A service directory that was found. */
struct entry {
	struct service s;
	struct scan *scan;
	struct entry *next, *next_in_bucket;
	struct entry *logger, *producer; /* its other half, or 0 */
	dev_t dev;
	ino_t ino;
	int pipe[2];  /* of a logged service: what its logger reads, what it writes */
	int replaced; /* a logger whose pipe another one reads now */
	int active;   /* it is in the scan directory */
	int seen;     /* ... in the scan that is under way */
	int open;     /* it is being supervised */
	int dead;     /* its supervision has just ended */
	int number;   /* in a state that is handed over */
	int lacking;  /* why it could not be opened, which has been said; 0 when it could */
	unsigned int again_ms;
	int64_t opened;
	struct timer again;
};

/* What it takes to become another program, see handover.h. */
struct handover {
	struct child probe; /* the program that was asked */
	struct timer limit;
	int answer;
	char *program;
	int fit;        /* it can go on with the services, from the end of this turn on */
	stralloc state; /* what was handed over */
	genalloc left;  /* of int: descriptors that nobody has told us about */
};

struct scan {
	struct supervisor v;
	struct control control;
	struct watch commands;
	struct timer rescan;
	struct entry *all, *bucket[SCAN_BUCKETS];
	unsigned int n, most, name_max, rescan_ms, stop_ms;
	char const *stop_file, *code_file;
	int code; /* to leave with, when there is no finish script */
	int console, stay_logged;
	int incomplete; /* the scan could not see everything: what it did not see counts as there */
	int retrying;   /* it is made because something was wrong in the one before */
	int lacking;    /* what was wrong last, an errno, which has been said */
	int troubled;   /* 1: something is wrong, 2: something is wanting */
	unsigned int again_ms;
	int notify; /* the descriptor that is to hear that commands are listened to */
	unsigned int notify_ms;
	struct timer notify_again;
	char stop;    /* how everything is being stopped, or 0 */
	int wanted;   /* a scan is wanted at the end of this turn */
	char nuke;    /* and a nuke after it */
	int handed;   /* it goes on with services of the program that was here before */
	int adopting; /* services that are met may be ours already */
	struct handover handover;
	loop_fn *open; /* takes an entry */
	void (*end)(struct service *s, int code);
};

/* Removes from the working directory the links, but hidden ones, to what is not there. 0, or -1 with errno. */
int scandir_prune(void);

/* Looks at the scan directory ARG, and again later if that is wanted or something was wrong. */
void scan_now(void *arg);

/* The entry whose directory has ST's identity, or 0. */
struct entry *entry_find(struct scan *p, struct stat const *st);

/* A new entry for the directory DIR, which it owns from then on; 0 if there is no room. */
struct entry *entry_new(struct scan *p, int dir, struct stat const *st, char const *name);

/* Frees an entry that is not open, and all it holds. */
void entry_forget(struct scan *p, struct entry *e);

/* Gives E's pipe to LOGGER, if there is one. 0, or -1 with errno: EBUSY when LOGGER has another's. */
int entry_link(struct entry *e, struct entry *logger);

/* Closes the descriptor *FD, if it is one. */
void entry_close_end(int *fd);

int entry_is_logger(struct entry const *e);

/* How E is told to leave (see service_leave) when loggers are told LOGGERS and services to stop; the
   logger of everything else may have to stay. */
char entry_how(struct entry const *e, char loggers);

/* Whether no entry is being supervised. */
int entries_all_gone(struct scan const *p);

#endif
