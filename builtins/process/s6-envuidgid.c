/* s6-envuidgid.c - put the ids of an account into the environment. */
#include <skalibs/types.h>

#include "account.h"
#include "builtin.h"

struct opts {
	int what, numeric, insist;
	char const *fallback;
};

enum { ALL, USER, GROUP, BOTH };

static struct opt const opts[] = {
	SET('u', "user", struct opts, what, USER, "the account is a user; set UID only"),
	SET('g', "group", struct opts, what, GROUP, "the account is a group; set GID only"),
	SET('B', "both", struct opts, what, BOTH,
		"the account is user:group, each may be missing; do not set GIDLIST"),
	SET('n', "numeric", struct opts, numeric, 1,
		"take an unknown name that is a number for the id; as -B unless -u or -g"),
	SET('i', "insist", struct opts, insist, 1,
		"leave with 1 when the account is unknown (default)"),
	STR('D', "default", struct opts, fallback, "uid:gid:gids",
		"what to set when the account is unknown or missing", ALSO(struct opts, insist, 0)),
	{ 0 },
};

/* An account being found: NAME is known, or made up for, or the answer says what is wrong. */
struct finding {
	struct ctx *x;
	struct opts const *o;
	struct account a;
	struct next answer;
};

static struct next unknown(struct finding *f, int known, char const *kind, char const *name)
{
	if (known < 0)
		return failsys(f->x, "unable to look up ", name);
	if (!known && f->o->insist)
		return failcode(f->x, 1, "unknown ", kind, ": ", name);
	return chain(0);
}

/* Reads an id that may be missing, and the colon behind it. */
static char const *read_default_id(char const *s, unsigned int *id)
{
	s += uint_scan(s, id);
	return *s == ':' ? s + 1 : s;
}

/* What -D says: "uid:gid:gids", of which the end may be missing. */
static struct next read_default(struct finding *f)
{
	char const *text = f->o->fallback;
	char const *s = read_default_id(read_default_id(text, &f->a.uid), &f->a.gid);
	int ok = account_groups(s, &f->a.groups);
	if (ok < 0)
		return failsys(f->x, "unable to read ", text);
	return ok && *text ? chain(0) : fail(f->x, "invalid uid:gid:gids: ", text);
}

static struct next find_all(struct finding *f, char const *name)
{
	int known = account_find(&ACCOUNT_FILES, name, &f->a);
	return unknown(f, known, "user", name);
}

static struct next find_user(struct finding *f, char const *name)
{
	struct account a = ACCOUNT_ZERO;
	int known = account_user(&ACCOUNT_FILES, name, &a);
	if (!known && f->o->numeric)
		known = account_number(name, &a.uid);
	if (known > 0)
		f->a.uid = a.uid;
	return unknown(f, known, "user", name);
}

static struct next find_group(struct finding *f, char const *name)
{
	gid_t gid;
	int known = account_group(&ACCOUNT_FILES, name, &gid);
	if (!known && f->o->numeric)
		known = account_number(name, &gid);
	if (known > 0)
		f->a.gid = gid;
	return unknown(f, known, "group", name);
}

static struct next find_both(struct finding *f, char const *account)
{
	char const *colon = strchrnul(account, ':');
	struct next n = chain(0);
	if (!*account)
		return unknown(f, 0, "user", account);
	if (colon > account)
		n = find_user(f, arena_text(f->x, account, (size_t)(colon - account)));
	if (n.how == NEXT_CHAIN && *colon && colon[1])
		n = find_group(f, colon + 1);
	return n;
}

static void export_ids(struct finding *f, int what)
{
	stralloc groups = STRALLOC_ZERO;
	if (what != GROUP)
		env_set_number(f->x, "UID", f->a.uid);
	if (what != USER)
		env_set_number(f->x, "GID", f->a.gid);
	if (what != ALL)
		return;
	if (account_groups_text(&f->a, &groups) < 0)
		f->answer = failsys(f->x, "unable to write the list of groups");
	else
		env_set(f->x, "GIDLIST", groups.s);
	stralloc_free(&groups);
}

static struct next run_envuidgid(struct ctx *x, struct call const *c)
{
	static struct next (*const find[])(
		struct finding *, char const *) = { find_all, find_user, find_group, find_both };
	struct opts const *o = c->opt;
	struct finding f = { .x = x, .o = o, .a = ACCOUNT_ZERO, .answer = chain(c->rest) };
	int what = o->numeric && o->what == ALL ? BOTH : o->what;
	x->at = c->arg_at[0];
	struct next n = o->insist ? chain(0) : read_default(&f);
	if (n.how == NEXT_CHAIN)
		n = find[what](&f, c->arg[0]);
	if (n.how == NEXT_EXIT)
		f.answer = n;
	else
		export_ids(&f, what);
	account_free(&f.a);
	return f.answer;
}

struct cmd const cmd_s6_envuidgid = {
	.name = "s6-envuidgid",
	.brief = "put the ids of an account into the environment",
	.says = "put the numbers of the account <account> into the variables UID, GID and "
		"GIDLIST[--default|, or <--default> if there is no such account]",
	.form = "account prog...",
	OPTS(struct opts, opts, .insist = 1),
	.traits = PURE,
	.run = run_envuidgid,
	.exits = "1 when the account is unknown",
	.help = "Sets UID, GID, and GIDLIST to its supplementary groups with commas between. A missing "
		"user or group is 0 or what -D says.",
	.example = "s6-envuidgid www-data s6-applyuidgid -U my-server",
};
