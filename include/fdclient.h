/* fdclient.h - a client's side of a connection with an fd-holding server. */
#ifndef FDCLIENT_H
#define FDCLIENT_H

#include <skalibs/genalloc.h>
#include <skalibs/unixconnection.h>

#include "builtin.h"
#include "fdwire.h"

/* Descriptors with their identifiers and limits. */
struct fddump_entry {
	int fd;
	struct fdwire_item item;
};
struct fddump {
	genalloc entries; /* of struct fddump_entry */
};
struct fddump_entry *fddump_entries(struct fddump const *d, size_t *n);
void fddump_close(struct fddump *d); /* its descriptors too */

struct fdclient {
	unixconnection io;
	tain deadline;
	int fd;
};

/* Connects to the server at PATH; everything must be done MS milliseconds from now, unless that is 0. 0, or
   -1 with errno. */
int fdclient_open(struct fdclient *c, char const *path, unsigned int ms);
/* The same with a connection that is there. */
int fdclient_take(struct fdclient *c, int fd, unsigned int ms);
void fdclient_close(struct fdclient *c);

/* Each returns 0 (fdclient_retrieve: the descriptor), or -1 with errno, which is what the server says if it
   refuses. MS is when the server is to forget the descriptor, 0 for never. */
int fdclient_store(struct fdclient *c, int fd, char const *id, unsigned int ms);
int fdclient_delete(struct fdclient *c, char const *id);
int fdclient_retrieve(struct fdclient *c, char const *id, int and_delete);
int fdclient_getdump(struct fdclient *c, struct fddump *d);
int fdclient_setdump(struct fdclient *c, struct fddump const *d);

/* Appends the identifiers, each with a NUL behind. */
int fdclient_list(struct fdclient *c, stralloc *ids);

/* A connection for a command. chain(0), or the answer to give. */
struct next fdclient_enter(struct ctx *x, struct fdclient *c, char const *path, unsigned int ms);

#define FDCLIENT_OPTS(T) \
	NUM('t', "timeout", T, ms, INT_MAX, "ms", \
		"give up after this many milliseconds (default: 0, never)")
#define FDCLIENT_EXITS "1 when the server refuses, or does not answer in time"

#endif
