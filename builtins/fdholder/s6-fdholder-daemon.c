/* s6-fdholder-daemon.c - an fd-holding server: makes the socket, drops rights, runs s6-fdholderd. */
#include <skalibs/types.h>

#include "builtin.h"
#include "forward.h"

struct opts {
	struct letters given;
};

#define PASS(l, n, help)           ADD(l, n, struct opts, given, help)
#define PASS_WITH(l, n, arg, help) ADD_WITH(l, n, struct opts, given, arg, help)

static struct opt const opts[] = {
	PASS('1', "notify",
		"write a newline to stdout, and close it, when clients are listened to"),
	PASS_WITH('v', "verbosity", "n",
		"0: say nothing; 1: what goes wrong (default); 2: who is refused and what is forgotten too"),
	PASS('d', "replace", "replace a socket that is there (default)"),
	PASS('D', "no-replace", "leave with 111 if there is one"),
	PASS_WITH('c', "clients-max", "n",
		"serve at most this many clients at a time (default: 16; at most 256)"),
	PASS_WITH('n', "fds-max", "n", "hold at most this many descriptors (default: 1000)"),
	PASS_WITH('b', "backlog", "n", "let this many clients wait to be accepted"),
	PASS_WITH('G', "groups", "gids", "then have these groups"),
	PASS_WITH('g', "gid", "gid", "then be this group"),
	PASS_WITH('u', "uid", "uid", "then be this user"),
	PASS('U', "env-ids", "then be what UID, GID and GIDLIST say, and remove them"),
	PASS_WITH('t', "timeout", "ms",
		"drop a client that stops in the middle for this many milliseconds (default: 0, never)"),
	PASS_WITH('T', "stop-timeout", "ms",
		"after SIGTERM, give clients this many milliseconds to finish (default: 0, no limit)"),
	PASS_WITH('i', "rulesdir", "dir", "who may do what stands in this directory"),
	PASS_WITH('x', "rulesfile", "cdb", "the same, compiled by s6-accessrules-cdb-from-fs"),
	{ 0 },
};

/* Who they are for. */
#define FOR_BINDER "dDb"
#define FOR_SERVER "1vcntTix"

/* Wrong numbers are told before there is a socket. */
static struct next check(struct ctx *x, struct letters const *g)
{
	unsigned int n, rules = 0;
	for (unsigned int i = 0; i < g->n; i++) {
		rules |= g->s[i] == 'i' || g->s[i] == 'x';
		if (strchr("vcnbgutT", g->s[i]) && !uint0_scan(g->arg[i], &n))
			return fail(x, "invalid number: ", g->arg[i]);
	}
	return rules ? chain(0) : fail(x, "no access rules: option -i or -x is needed");
}

static struct next run_fdholder_daemon(struct ctx *x, struct call const *c)
{
	struct letters const *given = &((struct opts const *)c->opt)->given;
	struct word const nothing = { 0 };
	struct line l = { .x = x };
	struct next n = check(x, given);
	if (n.how == NEXT_EXIT)
		return n;
	line_socket(&l, given, FOR_BINDER, c->arg[0]);
	line_add(&l, "s6-fdholderd");
	line_options(&l, given, FOR_SERVER);
	return line_chain(&l, &nothing);
}

struct cmd const cmd_s6_fdholder_daemon = {
	.name = "s6-fdholder-daemon",
	.brief = "hold descriptors for clients of a socket",
	.says = "hold descriptors for clients of the socket <path>, as the rules in "
		"[--rulesdir|<--rulesdir>|<--rulesfile>] allow",
	.form = "path",
	OPTS(struct opts, opts, { 0 }),
	.run = run_fdholder_daemon,
	.operands = "path: where the socket is made",
	.exits = "0 after SIGTERM",
	.help = "Goes on as s6-ipcserver-socketbinder, s6-applyuidgid if other ids are asked for, and "
		"s6-fdholderd, which says what rules look like.",
	.example = "s6-fdholder-daemon -1 -i rules /run/fdholder/s",
};
