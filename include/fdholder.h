/* fdholder.h - what an fd-holding server has, and what a client may do with it. */
#ifndef FDHOLDER_H
#define FDHOLDER_H

#include <regex.h>
#include <skalibs/genalloc.h>

#include "accessrules.h"
#include "fdwire.h"
#include "loop.h"

struct fdrights {
	int list, getdump, setdump, store, retrieve; /* the last two: for what matches */
	regex_t store_regex, retrieve_regex;
};

/* Makes R the rules in the directory PATH, or if COMPILED in that file, which is read, again too: what R has stays
   when that fails. 0, or -1 with errno. */
int fdrights_rules(struct rules *r, char const *path, int compiled);

/* What RULES give to a client. 1, 0 if they do not let it in, or -1 with errno: EINVAL for an expression that
   is none. Only what came with 1 is to be freed. */
int fdrights_read(
	struct ctx *x, struct fdrights *f, struct rules const *rules, uid_t uid, gid_t gid);
void fdrights_free(struct fdrights *f);
int fdrights_may_store(struct fdrights const *f, char const *id);
int fdrights_may_retrieve(struct fdrights const *f, char const *id);

/* One descriptor. */
struct held {
	struct fdwire_item item;
	int fd;
	struct timer timer;
	struct held *same;        /* the next with the same hash */
	struct held *prev, *next; /* in the order they came */
	struct fdholder *in;
};

struct fdholder {
	struct loop *loop;
	unsigned int n, max;
	struct held *first, *last;
	struct held **bucket;
	unsigned int mask; /* one less than there are buckets */
	unsigned int lent; /* how many answers with descriptors are not sent yet */
	genalloc dropped;  /* of int: what is to be closed when they are */
	void (*forgot)(void *arg, char const *id); /* told about ids whose time is up */
	void *arg;
};

/* How many descriptors this process may hold beside so many clients; -1 with errno: EMFILE for none. */
int fdholder_room(unsigned int clients);

/* Room for H->max descriptors. 0, or -1 with errno. */
int fdholder_init(struct fdholder *h);

/* What is held as ID, or 0. */
struct held *fdholder_find(struct fdholder const *h, char const *id);

/* Holds FD, which is the holder's from then on. What was held as the same identifier is replaced. 0, or -1
   with errno. */
int fdholder_hold(struct fdholder *h, struct fdwire_item const *item, int fd);

/* Forgets D, and closes it, now or when nothing is lent any more. */
void fdholder_drop(struct held *d);

/* Descriptors are on their way to a client by number; and they have got there, or never will. */
void fdholder_lend(struct fdholder *h);
void fdholder_lent(struct fdholder *h);

#endif
