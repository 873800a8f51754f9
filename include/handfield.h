/* handfield.h - what of a supervisor's state is handed over: all members of its structs that an exec must not lose.
   Who adds one to struct scan, entry or service adds its row in handfield.c. */
#ifndef HANDFIELD_H
#define HANDFIELD_H

#include "scandir.h"

enum hand_kind {
	HAND_NUMBER, /* 1, 4 or 8 bytes */
	HAND_FD,
	HAND_TIMER, /* a struct timer, of which `when` is filled */
	HAND_LABEL, /* a tain */
	HAND_TIMES  /* a genalloc of int64_t */
};

struct handfield {
	char const *key;
	enum hand_kind kind;
	size_t at, size;
};

/* Each ends with a row without a key. */
extern struct handfield const handfield_scan[], handfield_entry[];

/* Append a text KEY=VALUE to TO. 0 without memory. */
int handfield_text(stralloc *to, char const *key, char const *value);
int handfield_number(stralloc *to, char const *key, int64_t n);

/* Appends the text of F, which is at FROM, unless it is 0. 0 without memory. */
int handfield_put(stralloc *to, struct handfield const *f, char const *from);

/* Makes F, which is at TO, what VALUE says. */
void handfield_take(struct handfield const *f, char const *value, char *to);

#endif
