/* attrs.h - the lines of fix-attrs.d: path recurse account fmode dmode. */
#ifndef ATTRS_H
#define ATTRS_H

#include "account.h"

enum { ATTRS_UNCHANGED = -1 };

/* A line that was understood. */
struct attrs_rule {
	char const *path; /* a pattern */
	int recurse, hidden;
	uid_t uid;
	gid_t gid;
	int fmode, dmode; /* or ATTRS_UNCHANGED */
};

/* What is wrong with a line, in three texts; the one in the middle may be of the line. */
struct attrs_trouble {
	char const *why, *what, *how;
};

/* Reads LINE, which is cut into pieces; accounts are those of IN. ATTRS_NOTHING is a line without a meaning; T says
   what is wrong where the line is ATTRS_BAD, or where its account is ATTRS_UNKNOWN. */
enum attrs_kind { ATTRS_NOTHING, ATTRS_RULE, ATTRS_BAD, ATTRS_UNKNOWN };
enum attrs_kind attrs_read(
	struct account_files const *in, struct attrs_rule *r, char *line, struct attrs_trouble *t);

#endif
