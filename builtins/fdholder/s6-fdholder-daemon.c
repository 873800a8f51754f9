/* s6-fdholder-daemon.c - an fd-holding server: makes the socket, drops rights, runs s6-fdholderd. */
#include <skalibs/types.h>

#include "builtin.h"

struct opts {
	struct letters given;
};

#define GIVE(l, n, help)           ADD(l, n, struct opts, given, help)
#define GIVE_WITH(l, n, arg, help) ADD_WITH(l, n, struct opts, given, arg, help)

static struct opt const opts[] = {
	GIVE('1', "notify",
		"write a newline to stdout, and close it, when clients are listened to"),
	GIVE_WITH('v', "verbosity", "n",
		"0: say nothing; 1: what goes wrong (default); 2: who is refused and what is forgotten too"),
	GIVE('d', "reuse", "bind to the address even if it has just been used (default)"),
	GIVE('D', "no-reuse", "fail if the address has just been used"),
	GIVE_WITH('c', "clients-max", "n",
		"serve at most this many clients at a time (default: 16; at most 256)"),
	GIVE_WITH('n', "fds-max", "n", "hold at most this many descriptors (default: 1000)"),
	GIVE_WITH('b', "backlog", "n", "how many clients may wait to be let in"),
	GIVE_WITH('G', "groups", "gids", "once the socket is there, take on these groups"),
	GIVE_WITH('g', "gid", "gid", "once the socket is there, take on this group"),
	GIVE_WITH('u', "uid", "uid", "once the socket is there, take on this user"),
	GIVE('U', "env",
		"once the socket is there, take on what the variables UID, GID and GIDLIST say, and remove "
		"them"),
	GIVE_WITH('t', "timeout", "ms",
		"drop a client that stops in the middle for this many milliseconds (default: 0, never)"),
	GIVE_WITH('T', "stop-timeout", "ms",
		"after SIGTERM, give clients this many milliseconds to finish (default: 0, no limit)"),
	GIVE_WITH('i', "rules-dir", "dir", "who may do what stands in this directory"),
	GIVE_WITH('x', "rules-file", "file",
		"who may do what stands in this file, made by s6-accessrules-cdb-from-fs"),
	{ 0 },
};

/* Which program an option is for; U is said for itself. */
static char const for_binder[] = "dDb", for_account[] = "Ggu", for_server[] = "1vcntTix";
static char const numbers[] = "vcnbgutT";

/* The command line that is made. */
struct line {
	struct word *w;
	struct letters const *given;
	uint32_t at;
};

static void say(struct line *l, char const *text)
{
	*l->w++ = word_make(text, l->at);
}

/* Adds the options of OURS that were given. */
static void pass(struct ctx *x, struct line *l, char const *ours)
{
	struct letters const *g = l->given;
	for (unsigned int i = 0; i < g->n; i++) {
		if (!strchr(ours, g->s[i]))
			continue;
		say(l, arena_text(x, (char const[]){ '-', g->s[i] }, 2));
		if (g->arg[i])
			say(l, g->arg[i]);
	}
}

static int any(struct letters const *g, char const *of)
{
	unsigned int i = 0;
	while (i < g->n && !strchr(of, g->s[i]))
		i++;
	return i < g->n;
}

static void drop_rights(struct ctx *x, struct line *l)
{
	int from_env = any(l->given, "U");
	if (!from_env && !any(l->given, for_account))
		return;
	say(l, "s6-applyuidgid");
	if (from_env)
		say(l, "-Uz");
	pass(x, l, for_account);
	say(l, "--");
}

static struct next check(struct ctx *x, struct letters const *g)
{
	unsigned int n;
	for (unsigned int i = 0; i < g->n; i++)
		if (strchr(numbers, g->s[i]) && !uint0_scan(g->arg[i], &n))
			return fail(x, "invalid number: ", g->arg[i]);
	return any(g, "ix") ? chain(0) : fail(x, "no access rules: option -i or -x is needed");
}

static struct next run_fdholder_daemon(struct ctx *x, struct call const *c)
{
	enum { FIXED = 8 };
	struct opts const *o = c->opt;
	struct next n = check(x, &o->given);
	if (n.how == NEXT_EXIT)
		return n;
	struct word *words = arena_get(x, (2 * o->given.n + FIXED) * sizeof *words);
	struct line l = { .w = words, .given = &o->given, .at = c->at };
	say(&l, "s6-ipcserver-socketbinder");
	pass(x, &l, for_binder);
	say(&l, "--");
	say(&l, c->arg[0]);
	drop_rights(x, &l);
	say(&l, "s6-fdholderd");
	pass(x, &l, for_server);
	*l.w = (struct word){ 0 };
	return chain(words);
}

struct cmd const cmd_s6_fdholder_daemon = {
	.name = "s6-fdholder-daemon",
	.brief = "hold descriptors for clients of a socket",
	.says = "hold descriptors for clients of the socket <path>, as the rules in "
		"[--rules-dir|<--rules-dir>|<--rules-file>] allow",
	.form = "path",
	OPTS(struct opts, opts, { 0 }),
	.run = run_fdholder_daemon,
	.operands = "path: where the socket is made",
	.exits = "0 after SIGTERM",
	.help = "Goes on as s6-ipcserver-socketbinder, s6-applyuidgid if other ids are asked for, and "
		"s6-fdholderd, which says what rules look like.",
	.example = "s6-fdholder-daemon -1 -i rules /run/fdholder/s",
};
