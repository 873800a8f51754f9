/* account.c - the account files, and the ids of the process. */
#include "account.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <skalibs/setgroups.h>
#include <skalibs/types.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "ctx.h"

void account_free(struct account *a)
{
	genalloc_free(gid_t, &a->groups);
}

static FILE *open_file(char const *path)
{
	FILE *f = fopen(path, "re");
	if (!f && errno == ENOENT)
		errno = 0;
	return f;
}

/* After reading to the end or to a match: -1 with errno if the file could not be read. */
static int close_file(FILE *f, int found)
{
	int bad = !found && ferror(f), err = errno;
	fclose(f);
	errno = err;
	return bad ? -1 : found;
}

int account_user(struct account_files const *in, char const *name, struct account *a)
{
	FILE *f = open_file(in->passwd);
	struct passwd const *p;
	if (!f)
		return errno ? -1 : 0;
	do
		p = fgetpwent(f);
	while (p && strcmp(p->pw_name, name) != 0);
	if (p) {
		a->uid = p->pw_uid;
		a->gid = p->pw_gid;
	}
	return close_file(f, p != 0);
}

int account_group(struct account_files const *in, char const *name, gid_t *gid)
{
	FILE *f = open_file(in->group);
	struct group const *g;
	if (!f)
		return errno ? -1 : 0;
	do
		g = fgetgrent(f);
	while (g && strcmp(g->gr_name, name) != 0);
	if (g)
		*gid = g->gr_gid;
	return close_file(f, g != 0);
}

int account_group_name(struct account_files const *in, gid_t gid, stralloc *name)
{
	FILE *f = open_file(in->group);
	struct group const *g;
	if (!f)
		return errno ? -1 : 0;
	do
		g = fgetgrent(f);
	while (g && g->gr_gid != gid);
	if (g && (!stralloc_cats(name, g->gr_name) || !stralloc_0(name)))
		return close_file(f, 1), -1;
	return close_file(f, g != 0);
}

int account_user_name(struct account_files const *in, uid_t uid, stralloc *name)
{
	FILE *f = open_file(in->passwd);
	struct passwd const *p;
	if (!f)
		return errno ? -1 : 0;
	do
		p = fgetpwent(f);
	while (p && p->pw_uid != uid);
	if (p && (!stralloc_cats(name, p->pw_name) || !stralloc_0(name)))
		return close_file(f, 1), -1;
	return close_file(f, p != 0);
}

static int is_member(struct group const *g, char const *name)
{
	char **m = g->gr_mem;
	while (*m && strcmp(*m, name) != 0)
		m++;
	return *m != 0;
}

/* The groups that NAME is a member of. */
static int memberships(struct account_files const *in, char const *name, genalloc *groups)
{
	FILE *f = open_file(in->group);
	struct group const *g;
	groups->len = 0;
	if (!f)
		return errno ? -1 : 1;
	while ((g = fgetgrent(f)))
		if (is_member(g, name) && !genalloc_append(gid_t, groups, &g->gr_gid))
			return close_file(f, 1), -1;
	return close_file(f, 0) < 0 ? -1 : 1;
}

int account_find(struct account_files const *in, char const *name, struct account *a)
{
	int known = account_user(in, name, a);
	return known < 1 ? known : memberships(in, name, &a->groups);
}

int account_number(char const *text, unsigned int *n)
{
	return uint0_scan(text, n) != 0;
}

int account_pair(char const *text, struct account *a)
{
	size_t n = uid_scan(text, &a->uid);
	return n && text[n] == ':' && account_number(text + n + 1, &a->gid);
}

int account_groups(char const *text, genalloc *groups)
{
	groups->len = 0;
	while (*text) {
		gid_t gid;
		size_t n = gid_scan(text, &gid);
		if (!n || (text[n] && text[n] != ','))
			return 0;
		if (!genalloc_append(gid_t, groups, &gid))
			return -1;
		text += n + (text[n] == ',');
	}
	return 1;
}

int account_groups_text(struct account const *a, stralloc *to)
{
	gid_t const *gid = genalloc_s(gid_t, &a->groups);
	size_t n = genalloc_len(gid_t, &a->groups);
	char b[UINT_FMT + 1] = ",";
	for (size_t i = 0; i < n; i++) {
		size_t len = 1 + gid_fmt(b + 1, gid[i]);
		if (!stralloc_catb(to, b + !i, len - !i))
			return -1;
	}
	return stralloc_0(to) ? 0 : -1;
}

static int is_in(gid_t gid, gid_t const *list, size_t n)
{
	while (n && list[n - 1] != gid)
		n--;
	return n != 0;
}

/* Whether the process has exactly the groups of LIST and GID already. */
static int has_groups(gid_t gid, gid_t const *list, size_t n)
{
	genalloc now = GENALLOC_ZERO;
	int count = getgroups(0, 0), same = 1;
	if (count < 0 || !genalloc_ready(gid_t, &now, (size_t)count + 1))
		return 0;
	gid_t *have = genalloc_s(gid_t, &now);
	count = getgroups(count, have);
	if (count < 0)
		same = count = 0;
	have[count] = getegid();
	for (int i = 0; i <= count; i++)
		same = same && (have[i] == gid || is_in(have[i], list, n));
	for (size_t i = 0; i < n; i++)
		same = same && is_in(list[i], have, (size_t)count + 1);
	genalloc_free(gid_t, &now);
	return same;
}

static int set_groups(struct account const *a, gid_t gid)
{
	gid_t const *list = genalloc_s(gid_t, &a->groups);
	size_t n = genalloc_len(gid_t, &a->groups);
	if (setgroups_and_gid(gid, n, list) >= 0)
		return 0;
	int err = errno, same = err == EPERM && has_groups(gid, list, n);
	errno = err;
	return same ? 0 : -1;
}

char const *account_become(struct account const *a, int parts)
{
	gid_t gid = parts & ACCOUNT_GID ? a->gid : getegid();
	int dumpable = prctl(PR_GET_DUMPABLE);
	if (parts & ACCOUNT_GROUPS && set_groups(a, gid) < 0)
		return "set the list of groups";
	if (parts & ACCOUNT_GID && setgid(a->gid) < 0)
		return "set the group";
	if (parts & ACCOUNT_UID && setuid(a->uid) < 0)
		return "set the user";
	if (dumpable == 1)
		prctl(PR_SET_DUMPABLE, 1);
	return 0;
}

char const *account_env(struct ctx *x, char const *name, unsigned int *id)
{
	char const *value = env_value(x, name);
	if (!value)
		return join(x, name, " is not set");
	return account_number(value, id) ? 0 : join(x, name, " is no number: ", value);
}

void account_unexport(struct ctx *x)
{
	env_unset(x, "UID");
	env_unset(x, "GID");
	env_unset(x, "GIDLIST");
}
