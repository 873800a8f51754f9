/* rcdb.h - a compiled set of services: one file, mapped and used as it is.

   A compiled directory holds `db`, the file this is about; `lock`, an empty file that users lock shared;
   servicedirs/NAME, a ready service directory for each longrun; and `left-out` if services were: a line
   "NAME<tab>REASON" for each. Services that run or are done (atomics) have numbers: longruns come first,
   then oneshots. Bundles are only names. */
#ifndef RCDB_H
#define RCDB_H

#include <stddef.h>
#include <stdint.h>

#include "word.h"

#define RCDB_FILE        "db"
#define RCDB_LOCK        "lock"
#define RCDB_SERVICEDIRS "servicedirs"
#define RCDB_LEFT_OUT    "left-out"

/* The two longruns that are in every database. */
#define RC_RUNNER   "s6rc-oneshot-runner" /* number 0 */
#define RC_FDHOLDER "s6rc-fdholder"       /* number 1 */

enum { RC_NONE = UINT32_MAX };

/* Flags of a service. The first two have the values that `s6-rc-db flags` prints. */
enum {
	RC_ESSENTIAL = 1,   /* not stopped by -d */
	RC_RECOMMENDED = 2, /* for the repository's tools */
	RC_NOTIFIES = 4,    /* a longrun that says when it is ready: it has a notification-fd */
};

/* The scripts of a service, by number. */
enum rc_script { RC_UP, RC_DOWN, RC_RELOAD, RC_CONDITION, RC_SCRIPTS };

/* A run of numbers in the table of numbers. */
struct rcdb_list {
	uint32_t first, n;
};

struct rcdb_service {
	uint32_t name; /* where its name is in the texts */
	uint32_t flags;
	uint32_t timeout_up, timeout_down; /* milliseconds; 0: none */
	uint32_t consumer;                 /* longruns: who reads its stdout, or RC_NONE */
	uint32_t tries; /* oneshots: how often `up` is tried in all; 1 is the rule */
	uint32_t backoff,
		backoff_most; /* oneshots: milliseconds before the second try, doubling up to most */
	struct rcdb_list needs;     /* services: up before it is */
	struct rcdb_list needed_by; /* and the other way round */
	struct rcdb_list wants;     /* brought up with it, before it, but it lives without them */
	struct rcdb_list
		after; /* if they are to be up too, it waits until they are, or have failed */
	struct rcdb_list before;             /* `wants` and `after` the other way round */
	struct rcdb_list producers;          /* longruns: whose stdout it reads */
	struct rcdb_list script[RC_SCRIPTS]; /* opaque: see rcdb_script */
	uint32_t parameter;                  /* of name@parameter, in the texts; 0: none */
	uint32_t source;                     /* the directory it was defined in, in the texts */
};

/* A name: of a service, or of a bundle. The table is sorted by strcmp. */
struct rcdb_name {
	uint32_t name;            /* in the texts */
	uint32_t bundle;          /* whether it is one */
	struct rcdb_list atomics; /* the services it stands for, rising; one for a service */
	struct rcdb_list
		members; /* bundles: the names (numbers in this table) that it was made of */
};

struct rcdb {
	size_t size;
	void const *map;
	uint32_t longruns, services, names_n, numbers_n, texts_len;
	struct rcdb_service const *service;
	struct rcdb_name const *names;
	uint32_t const *numbers;
	char const *texts; /* the first is empty */
};

/* The order of starting has no cycles: what a service `needs`, `wants` and is `after`, all together. No service is in
   two of these lists of another. Who writes to a `consumer` needs it. A script is, in the table of numbers: the file it
   was compiled from and what that holds (both in the texts), and for each word its text, its place and its
   depth, with RC_DOLLAR if it has one. */
#define RC_DOLLAR ((uint32_t)1 << 31)

/* Maps the database of the compiled directory PATH. Everything in it is checked: no number or offset of an open
   database leads astray. 0, or -1 with errno: EPROTO for a file that is no database, is of another version or
   damaged. Nothing is held then. */
int rcdb_open(struct rcdb *db, char const *path);
void rcdb_close(struct rcdb *db);

/* The same for the SIZE bytes at MAP, which stay the caller's. */
int rcdb_take(struct rcdb *db, void const *map, size_t size);

/* Whether all that DB's arrays say makes sense. Its numbers must hold what the tables say. 1, 0, or -1 with errno. */
int rcdb_check(struct rcdb const *db);

/* Whether NAME can be a service's. */
int rcdb_is_name(char const *name);

/* Writes DB (its size and map are not looked at) as the file `db` of the directory DIRFD, replacing one that is
   there at once. 0, or -1 with errno and nothing changed. */
int rcdb_write(struct rcdb const *db, int dirfd);

/* The name NAME, or 0. */
struct rcdb_name const *rcdb_find(struct rcdb const *db, char const *name);

/* The name of service I. */
static inline char const *rcdb_service_name(struct rcdb const *db, uint32_t i)
{
	return db->texts + db->service[i].name;
}

/* The numbers of L; there are l->n. */
static inline uint32_t const *rcdb_numbers(struct rcdb const *db, struct rcdb_list const *l)
{
	return db->numbers + l->first;
}

static inline int rcdb_is_longrun(struct rcdb const *db, uint32_t i)
{
	return i < db->longruns;
}

/* Whether service I has a script WHICH that does anything. */
int rcdb_has_script(struct rcdb const *db, uint32_t i, enum rc_script which);

/* The words of script WHICH of service I, from the arena of X, ready to be run; messages about them will name
   the file they were compiled from (x->src is set). An empty list if there is nothing to do. */
struct word *rcdb_script(struct ctx *x, struct rcdb const *db, uint32_t i, enum rc_script which);

#endif
