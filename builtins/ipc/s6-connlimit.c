/* s6-connlimit.c - go on only if a client has not too many connections. */
#include "builtin.h"
#include "ipc.h"

static struct next run_connlimit(struct ctx *x, struct call const *c)
{
	unsigned int now, most;
	struct next n = proto_check(x);
	if (n.how == NEXT_CHAIN)
		n = proto_number(x, "CONNNUM", &now);
	if (n.how == NEXT_EXIT)
		return n;
	char const *limit = env_value(x, proto_name(x, "CONNMAX"));
	if (!limit)
		return chain(c->rest);
	n = proto_number(x, "CONNMAX", &most);
	if (n.how == NEXT_EXIT)
		return n;
	if (now > most)
		return failcode(x, 1, "this client has too many connections: more than ", limit);
	return chain(c->rest);
}

struct cmd const cmd_s6_connlimit = {
	.name = "s6-connlimit",
	.brief = "go on only if a client has not too many connections",
	.form = "prog...",
	.traits = PURE,
	.run = run_connlimit,
	.exits = "1 when it has too many",
	.help = "For the program of a super-server. PROTO is the protocol, IPC or TCP; with it begin the "
		"names of two variables: IPCCONNNUM, how many connections the client has, and IPCCONNMAX, "
		"how many it may have. Without the second there is no limit.",
	.example =
		"export PROTO IPC export IPCCONNNUM 2 export IPCCONNMAX 3 s6-connlimit echo welcome\n"
		"> welcome",
};
