/* s6-setuidgid.c - go on as another user. */
#include "account.h"
#include "builtin.h"

static struct next go_on(struct ctx *x, struct call const *c, struct account const *a)
{
	char const *what = account_become(a, ACCOUNT_ALL);
	if (what)
		return failsys(x, "unable to ", what);
	return chain(c->rest);
}

static struct next by_name(struct ctx *x, struct call const *c, struct account *a)
{
	int known = account_find(&ACCOUNT_FILES, c->arg[0], a);
	if (known < 0)
		return failsys(x, "unable to look up ", c->arg[0]);
	if (!known)
		return failcode(x, 1, "unknown user: ", c->arg[0]);
	account_unexport(x);
	return go_on(x, c, a);
}

static struct next run_setuidgid(struct ctx *x, struct call const *c)
{
	struct account a = ACCOUNT_ZERO;
	char const *account = c->arg[0];
	x->at = c->arg_at[0];
	if (!*account)
		return chain(c->rest);
	if (strchr(account, ':') && !account_pair(account, &a))
		return fail(x, "invalid uid:gid: ", account);
	struct next n = strchr(account, ':') ? go_on(x, c, &a) : by_name(x, c, &a);
	account_free(&a);
	return n;
}

struct cmd const cmd_s6_setuidgid = {
	.name = "s6-setuidgid",
	.brief = "go on as another user",
	.says = "go on as the user <account>",
	.form = "account prog...",
	.run = run_setuidgid,
	.exits = "1 when the account is unknown",
	.help = "The account is a name (its groups are taken on, and UID, GID and GIDLIST removed from "
		"the environment), two numbers uid:gid (without other groups), or empty, which changes "
		"nothing. Who is that user already needs no privileges.",
	.example = "s6-setuidgid www-data my-server",
};
