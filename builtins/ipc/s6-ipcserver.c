/* s6-ipcserver.c - make a local socket and run a program for every connection to it. */
#include "builtin.h"
#include "forward.h"

struct opts {
	struct letters given;
};

#define PASS(l, n, help)           ADD(l, n, struct opts, given, help)
#define PASS_WITH(l, n, arg, help) ADD_WITH(l, n, struct opts, given, arg, help)

/* Who they are for. */
#define FOR_BINDER "dDba"
#define FOR_DAEMON "1PpcC"

static struct opt const opts[] = {
	PASS('1', "notify", "write a newline to stdout once connections are accepted"),
	PASS('q', "quiet", "say nothing but errors"),
	PASS('Q', "normal", "say who has too many connections (default)"),
	PASS('v', "verbose", "say everything"),
	PASS('d', "replace", "replace a socket that is there (default)"),
	PASS('D', "no-replace", "leave with 111 if there is one"),
	PASS('P', "no-ids", "do not ask who clients are"),
	PASS('p', "ids", "ask who clients are (default)"),
	PASS_WITH('a', "mode", "mode", "the mode of the socket (default: 777)"),
	PASS_WITH('c', "max", "n", "accept at most this many connections at a time (default: 40)"),
	PASS_WITH('C', "user-max", "n", "accept at most this many of one user (default: 40)"),
	PASS_WITH('b', "backlog", "n", "let this many clients wait to be accepted"),
	PASS_WITH('G', "groups", "gids", "then have these groups"),
	PASS_WITH('g', "gid", "gid", "then be this group"),
	PASS_WITH('u', "uid", "uid", "then be this user"),
	PASS('U', "env-ids", "then be what UID, GID and GIDLIST say, and remove them"),
	{ 0 },
};

static void add_verbosity(struct line *l, struct letters const *given)
{
	char const *level = 0;
	for (unsigned int i = 0; i < given->n; i++)
		switch (given->s[i]) {
		case 'q': level = "-v0"; break;
		case 'Q': level = "-v1"; break;
		case 'v': level = "-v2"; break;
		}
	if (level)
		line_add(l, level);
}

static struct next run_ipcserver(struct ctx *x, struct call const *c)
{
	struct letters const *given = &((struct opts const *)c->opt)->given;
	struct line l = { .x = x };
	line_socket(&l, given, FOR_BINDER, c->arg[0]);
	line_add(&l, "s6-ipcserverd");
	add_verbosity(&l, given);
	line_options(&l, given, FOR_DAEMON);
	line_add(&l, "--");
	return line_chain(&l, c->rest);
}

struct cmd const cmd_s6_ipcserver = {
	.name = "s6-ipcserver",
	.brief = "make a local socket and run a program for every connection to it",
	.says = "make the local socket <path>, and for every connection to it run:",
	.form = "path prog...",
	OPTS(struct opts, opts, .given.n = 0),
	.traits = PURE,
	.run = run_ipcserver,
	.operands = "path: where the socket is made",
	.help = "Goes on with s6-ipcserver-socketbinder, with s6-applyuidgid if the server is to be "
		"somebody else, and with s6-ipcserverd. Their pages say the rest.",
	.example = "s6-ipcserver -1 -a 700 /run/my.sock my-program",
};
