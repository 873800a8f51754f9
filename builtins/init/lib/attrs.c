/* attrs.c - reading the lines of fix-attrs.d. */
#include "attrs.h"

#include <skalibs/types.h>
#include <string.h>

enum { FIELDS = 5 };

/* One half of an account: a name, or a number; else the fallback's. */
static int half(struct account_files const *in, char const *text, int group, unsigned int fallback,
	int has_fallback, unsigned int *id)
{
	struct account a = ACCOUNT_ZERO;
	gid_t gid = 0;
	int known = group ? account_group(in, text, &gid) : account_user(in, text, &a);
	*id = group ? gid : a.uid;
	if (known > 0 || account_number(text, id))
		return 1;
	*id = fallback;
	return has_fallback;
}

/* ACCOUNT[,UID:GID], where ACCOUNT is NAME, or two halves with a colon. */
static int read_account(struct account_files const *in, struct attrs_rule *r, char *text)
{
	struct account a = ACCOUNT_ZERO, fallback = ACCOUNT_ZERO;
	char *comma = strchr(text, ','), *colon;
	int has_fallback = comma && account_pair(comma + 1, &fallback);
	unsigned int uid = 0, gid = 0;
	if (comma && !has_fallback)
		return 0;
	if (comma)
		*comma = 0;
	if (!(colon = strchr(text, ':'))) {
		int known = account_user(in, text, &a) > 0;
		r->uid = known ? a.uid : fallback.uid;
		r->gid = known ? a.gid : fallback.gid;
		return known || has_fallback;
	}
	*colon = 0;
	int ok = half(in, text, 0, fallback.uid, has_fallback, &uid) &&
		 half(in, colon + 1, 1, fallback.gid, has_fallback, &gid);
	*colon = ':';
	r->uid = uid;
	r->gid = gid;
	return ok;
}

static int read_mode(int *mode, char const *text)
{
	unsigned int n;
	*mode = ATTRS_UNCHANGED;
	if (!strcmp(text, "-"))
		return 1;
	*mode = uint0_oscan(text, &n) && n <= 07777 ? (int)n : ATTRS_UNCHANGED;
	return *mode != ATTRS_UNCHANGED;
}

static int split(char *line, char **field)
{
	int n = 0;
	for (char *f = strtok(line, " \t"); f && n <= FIELDS; f = strtok(0, " \t"))
		field[n++] = f;
	return n;
}

enum attrs_kind attrs_read(
	struct account_files const *in, struct attrs_rule *r, char *line, struct attrs_trouble *t)
{
	char *f[FIELDS + 1];
	int n = split(line, f);
	if (!n || f[0][0] == '#')
		return ATTRS_NOTHING;
	*t = (struct attrs_trouble){ "a line is: path recurse account fmode dmode", "", "" };
	if (n != FIELDS)
		return ATTRS_BAD;
	*r = (struct attrs_rule){ .path = f[0], .recurse = !strcmp(f[1], "true") };
	*t = (struct attrs_trouble){ "unknown account: ", f[2],
		" (NAME,UID:GID names a fallback)" };
	if (!read_account(in, r, f[2]))
		return ATTRS_UNKNOWN;
	*t = (struct attrs_trouble){ "modes are octal numbers, or - to leave them as they are", "",
		"" };
	return read_mode(&r->fmode, f[3]) && read_mode(&r->dmode, f[4]) ? ATTRS_RULE : ATTRS_BAD;
}
