/* account.h - who a name is, and becoming someone. Reads the account files itself: a static program
   has no name service. */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include <skalibs/genalloc.h>
#include <skalibs/stralloc.h>
#include <sys/types.h>

struct ctx;

/* Where accounts are looked up. A file that does not exist knows nobody. */
struct account_files {
	char const *passwd, *group;
};
#define ACCOUNT_FILES ((struct account_files){ .passwd = "/etc/passwd", .group = "/etc/group" })

/* Zero it to begin with; account_free it. */
struct account {
	uid_t uid;
	gid_t gid;
	genalloc groups; /* of gid_t: the supplementary ones */
};
#define ACCOUNT_ZERO \
	{ \
		.groups = GENALLOC_ZERO \
	}
void account_free(struct account *a);

/* Each returns 1 when NAME is known, 0 when it is not, -1 with errno. account_find fills all of A;
   account_user the uid and the gid; account_user_name and account_group_name append
   the name that an id has, and a NUL. */
int account_find(struct account_files const *in, char const *name, struct account *a);
int account_user(struct account_files const *in, char const *name, struct account *a);
int account_group(struct account_files const *in, char const *name, gid_t *gid);
int account_user_name(struct account_files const *in, uid_t uid, stralloc *name);
int account_group_name(struct account_files const *in, gid_t gid, stralloc *name);

/* The names of ids, or the numbers where there is none; from the arena of X. */
char const *account_user_text(struct ctx *x, uid_t uid);
char const *account_group_text(struct ctx *x, gid_t gid);

/* Numbers as text. Each returns 1 and the value, or 0 for what is none; account_groups -1 with
   errno. account_pair reads UID:GID, account_groups a list with commas. */
int account_number(char const *text, unsigned int *n);
int account_pair(char const *text, struct account *a);
int account_groups(char const *text, genalloc *groups);

/* The groups of A with commas between, appended to TO, and a NUL. 0, or -1 with errno. */
int account_groups_text(struct account const *a, stralloc *to);

/* Which parts of an account to take on. */
enum { ACCOUNT_UID = 1, ACCOUNT_GID = 2, ACCOUNT_GROUPS = 4, ACCOUNT_ALL = 7 };

/* Makes this process A. Returns 0, or what could not be done ("set the group list") with errno.
   Who has no privileges may still become what it already is. */
char const *account_become(struct account const *a, int parts);

/* Reads the id in the variable NAME. Returns 0, or what is wrong with it ("UID is not set"). */
char const *account_env(struct ctx *x, char const *name, unsigned int *id);

/* Removes UID, GID and GIDLIST, by which accounts travel in the environment. */
void account_unexport(struct ctx *x);

#endif
