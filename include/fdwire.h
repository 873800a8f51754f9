/* fdwire.h - what fd-holding servers and their clients say to each other, in messages of skalibs' unixmessage
   with the descriptors beside them. A request begins with its letter, an answer with a status. */
#ifndef FDWIRE_H
#define FDWIRE_H

#include <skalibs/stralloc.h>
#include <skalibs/tai.h>
#include <skalibs/unixmessage.h>

enum fdwire_request {
	FDWIRE_STORE = 'S',  /* an item, and its descriptor */
	FDWIRE_DELETE = 'D', /* an identifier */
	FDWIRE_RETRIEVE =
		'R', /* 1 to delete it, else 0; an identifier. The answer has the descriptor */
	FDWIRE_LIST = 'L',    /* the answer: how many, and each with a NUL behind */
	FDWIRE_GETDUMP = '?', /* the answer: how many messages follow, with how many items */
	FDWIRE_SETDUMP = '!', /* how many items follow. The answer: in how many messages */
	FDWIRE_ITEMS = '.'    /* items and their descriptors; EAGAIN until all have come */
};

enum {
	FDWIRE_ID = 255,      /* bytes an identifier may have */
	FDWIRE_AT_ONCE = 253, /* descriptors that Linux passes at once */
	FDWIRE_CHUNK = 255    /* what the reference counts the messages of a dump by */
};

/* An identifier and when it ends. */
struct fdwire_item {
	tain limit;
	char id[FDWIRE_ID + 1];
};

/* How many messages N items take, with so many in each. */
unsigned int fdwire_messages(unsigned int n, unsigned int each);

/* Append to TO. 1, or 0 with errno. */
int fdwire_put_number(stralloc *to, unsigned int n);
int fdwire_put_id(stralloc *to, char const *id);
int fdwire_put_item(stralloc *to, tain const *limit, char const *id);

/* The text that is left to read. */
struct fdwire_text {
	char const *s;
	size_t len;
};

/* Take what T begins with. 1, or 0 when it begins with something else. */
int fdwire_get_number(struct fdwire_text *t, unsigned int *n);
int fdwire_get_id(struct fdwire_text *t, char *id);
int fdwire_get_item(struct fdwire_text *t, struct fdwire_item *item);

/* Whether LIMIT is a time that comes. */
int fdwire_ends(tain const *limit);

/* R forgets the descriptors of the message it has just given: they have other owners, or are closed. It would close
   them again, by number, if the other side goes in the middle of the next message. */
void fdwire_forget(unixmessage_receiver *r);

#endif
