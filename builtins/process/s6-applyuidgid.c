/* s6-applyuidgid.c - go on with other ids, given as numbers. */
#include "account.h"
#include "builtin.h"

struct opts {
	unsigned int uid, gid;
	int has_uid, has_gid, from_env, unexport;
	char const *groups;
};

static struct opt const opts[] = {
	NUM('u', "uid", struct opts, uid, UINT32_MAX, "uid", "the user to be",
		ALSO(struct opts, has_uid, 1)),
	NUM('g', "gid", struct opts, gid, UINT32_MAX, "gid", "the group to be",
		ALSO(struct opts, has_gid, 1)),
	STR('G', "groups", struct opts, groups, "gids",
		"the supplementary groups, with commas between"),
	SET('U', "env", struct opts, from_env, 1,
		"take what the other options leave open from UID, GID and GIDLIST, which must be set"),
	SET('z', "unexport", struct opts, unexport, 1, "remove UID, GID and GIDLIST"),
	{ 0 },
};

static struct next read_groups(struct ctx *x, char const *text, struct account *a)
{
	int ok = account_groups(text, &a->groups);
	if (ok < 0)
		return failsys(x, "unable to read the list of groups");
	return ok ? chain(0) : fail(x, "invalid list of groups: ", text);
}

static struct next read_env(struct ctx *x, struct account *a)
{
	char const *wrong = account_env(x, "UID", &a->uid);
	if (!wrong)
		wrong = account_env(x, "GID", &a->gid);
	if (wrong)
		return fail(x, wrong);
	char const *groups = env_value(x, "GIDLIST");
	return groups ? read_groups(x, groups, a) : fail(x, "GIDLIST is not set");
}

static struct next gather(struct ctx *x, struct opts const *o, struct account *a)
{
	struct next n = o->from_env ? read_env(x, a) : chain(0);
	if (n.how == NEXT_EXIT)
		return n;
	if (o->has_uid)
		a->uid = o->uid;
	if (o->has_gid)
		a->gid = o->gid;
	return o->groups ? read_groups(x, o->groups, a) : n;
}

static struct next run_applyuidgid(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct account a = ACCOUNT_ZERO;
	int parts = (o->from_env ? ACCOUNT_ALL : 0) | (o->has_uid ? ACCOUNT_UID : 0) |
		    (o->has_gid ? ACCOUNT_GID : 0) | (o->groups ? ACCOUNT_GROUPS : 0);
	struct next n = gather(x, o, &a);
	char const *what = n.how == NEXT_CHAIN ? account_become(&a, parts) : 0;
	account_free(&a);
	if (n.how == NEXT_EXIT)
		return n;
	if (what)
		return failsys(x, "unable to ", what);
	if (o->unexport)
		account_unexport(x);
	return chain(c->rest);
}

struct cmd const cmd_s6_applyuidgid = {
	.name = "s6-applyuidgid",
	.brief = "go on with other ids, given as numbers",
	.says = "go on with other rights:[--uid| user <--uid>][--gid| group <--gid>][--groups| "
		"groups <--groups>][--env| those in the variables UID, GID and "
		"GIDLIST][--unexport|, which are removed]",
	.form = "prog...",
	OPTS(struct opts, opts, 0),
	.run = run_applyuidgid,
	.help = "Who has these ids already needs no privileges.",
	.example = "s6-applyuidgid -u 33 -g 33 -G 33,4 my-server",
};
