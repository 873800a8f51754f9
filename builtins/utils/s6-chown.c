/* s6-chown.c - change the owner and group of a file. */
#include "account.h"
#include "builtin.h"

struct opts {
	unsigned int uid, gid;
	int from_env;
};

static struct opt const opts[] = {
	NUM('u', "uid", struct opts, uid, UINT32_MAX, "uid", "the new owner, as a number"),
	NUM('g', "gid", struct opts, gid, UINT32_MAX, "gid", "the new group, as a number"),
	SET('U', "env", struct opts, from_env, 1,
		"take what the others leave open from UID and GID, which must be set"),
	{ 0 },
};

enum { AS_IT_IS = UINT32_MAX };

static struct next run_chown(struct ctx *x, struct call const *c)
{
	struct opts o = *(struct opts const *)c->opt;
	unsigned int uid = o.uid, gid = o.gid;
	char const *wrong = o.from_env ? account_env(x, "UID", &uid) : 0;
	if (!wrong && o.from_env)
		wrong = account_env(x, "GID", &gid);
	if (wrong)
		return fail(x, wrong);
	x->at = c->arg_at[0];
	if (chown(c->arg[0], o.uid == AS_IT_IS ? uid : o.uid, o.gid == AS_IT_IS ? gid : o.gid) < 0)
		return failsys(x, "unable to change the owner of ", c->arg[0]);
	return leave(0);
}

struct cmd const cmd_s6_chown = {
	.name = "s6-chown",
	.brief = "change the owner and group of a file",
	.says = "give <file> to[--uid| user <--uid>][--gid| group <--gid>][--env| the user and "
		"group in UID and GID]",
	.form = "file",
	OPTS(struct opts, opts, .uid = UINT32_MAX, .gid = UINT32_MAX),
	.traits = PURE | LEAF,
	.run = run_chown,
	.example = "s6-chown -u 33 -g 33 /var/lib/web",
};
