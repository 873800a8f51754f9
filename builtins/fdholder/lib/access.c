/* access.c - looking access rules up. */
#include "access.h"

#include <errno.h>
#include <skalibs/env.h>
#include <skalibs/types.h>
#include <skalibs/uint16.h>
#include <string.h>
#include <unistd.h>

enum { KEY = 32, NO_RULE = 2, HEADER = 3 };

int access_read(struct access_rules *r)
{
	cdb db = CDB_ZERO;
	if (r->dir)
		return 0;
	if (!cdb_init(&db, r->file))
		return -1;
	cdb_free(&r->db);
	r->db = db;
	return 0;
}

/* Makes PATH what its first BASE bytes and NAME are. */
static int complete(stralloc *path, size_t base, char const *name)
{
	path->len = base;
	return stralloc_cats(path, name) && stralloc_0(path);
}

/* Whether there is a file NAME: 1, 0, or -1 with errno. */
static int there(stralloc *path, size_t base, char const *name)
{
	if (!complete(path, base, name))
		return -1;
	return !access(path->s, R_OK) ? 1 : errno == ENOENT || errno == ENOTDIR ? 0 : -1;
}

static int rule_of_path(stralloc *path, size_t base, stralloc *env)
{
	int r = there(path, base, "/allow");
	if (r > 0) {
		if (!complete(path, base, "/env"))
			return -1;
		return envdir(path->s, env) >= 0 || errno == ENOENT ? 1 : -1;
	}
	if (!r)
		r = there(path, base, "/deny");
	return r > 0 ? 0 : r ? -1 : NO_RULE;
}

/* The rule KEY: 1, 0 and -1 as access_account, or NO_RULE. */
static int rule_in_dir(char const *dir, char const *key, stralloc *env)
{
	stralloc path = STRALLOC_ZERO;
	int ok =
		stralloc_cats(&path, dir) && stralloc_cats(&path, "/") && stralloc_cats(&path, key);
	int r = ok ? rule_of_path(&path, path.len, env) : -1;
	stralloc_free(&path);
	return r;
}

static int rule_in_file(cdb const *db, char const *key, stralloc *env)
{
	cdb_data d;
	uint16_t len;
	int r = cdb_find(db, &d, key, (uint32_t)strlen(key));
	errno = EINVAL;
	if (r <= 0)
		return r ? -1 : NO_RULE;
	if (!d.len || *d.s == 'D')
		return d.len ? 0 : -1;
	if (*d.s != 'A' || d.len < HEADER)
		return -1;
	uint16_unpack_big(d.s + 1, &len);
	if (len > d.len - HEADER)
		return -1;
	return stralloc_catb(env, d.s + HEADER, len) ? 1 : -1;
}

static int rule(struct access_rules const *r, char const *kind, char const *name, stralloc *env)
{
	char key[KEY];
	size_t n = strlen(kind);
	memcpy(key, kind, n);
	strcpy(key + n, name);
	return r->dir ? rule_in_dir(r->dir, key, env) : rule_in_file(&r->db, key, env);
}

static int rule_of_id(
	struct access_rules const *r, char const *kind, unsigned int id, int self, stralloc *env)
{
	char name[UINT32_FMT];
	int found = self ? rule(r, kind, "self", env) : NO_RULE;
	name[uint32_fmt(name, id)] = 0;
	return found == NO_RULE ? rule(r, kind, name, env) : found;
}

int access_account(struct access_rules const *r, uid_t uid, gid_t gid, stralloc *env)
{
	int found = rule_of_id(r, "uid/", uid, uid == geteuid(), env);
	if (found == NO_RULE)
		found = rule_of_id(r, "gid/", gid, gid == getegid(), env);
	if (found == NO_RULE)
		found = rule(r, "uid/", "default", env);
	return found == NO_RULE ? 0 : found;
}
