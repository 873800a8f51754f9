/* access.h - access rules: what is allowed to whom, in a directory or a cdb file made of one. */
#ifndef ACCESS_H
#define ACCESS_H

#include <skalibs/cdb.h>
#include <skalibs/stralloc.h>
#include <sys/types.h>

/* Rules in the directory DIR, or if that is 0 in FILE, which has to be read first. */
struct access_rules {
	char const *dir, *file;
	cdb db;
};

/* Reads FILE, again too; what was read stays when it cannot. 0, or -1 with errno. */
int access_read(struct access_rules *r);

/* Looks for a rule for the user UID with the group GID. Returns 1 if it allows, and appends the variables it
   sets, as NAME=VALUE with a NUL behind (NAME alone for one that is unset); 0 if it does not or there is none,
   -1 with errno. */
int access_account(struct access_rules const *r, uid_t uid, gid_t gid, stralloc *env);

#endif
