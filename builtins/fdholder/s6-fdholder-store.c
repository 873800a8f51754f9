/* s6-fdholder-store.c - give a descriptor to an fd-holding server. */
#include <limits.h>

#include "fdclient.h"

struct opts {
	unsigned int fd, limit, ms;
};

static struct opt const opts[] = {
	NUM('d', "fd", struct opts, fd, INT_MAX, "fd", "store this descriptor (default: 0, stdin)"),
	NUM('T', "fd-timeout", struct opts, limit, INT_MAX, "ms",
		"the server forgets it after this many milliseconds (default: 0, never)"),
	FDCLIENT_OPTS(struct opts),
	{ 0 },
};

static struct next run_fdholder_store(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct fdclient client;
	struct next n = fdclient_enter(x, &client, c->arg[0], o->ms);
	if (n.how == NEXT_EXIT)
		return n;
	int r = fdclient_store(&client, (int)o->fd, c->arg[1], o->limit);
	fdclient_close(&client);
	return r < 0 ? failcodesys(x, 1, "unable to store ", c->arg[1]) : leave(0);
}

struct cmd const cmd_s6_fdholder_store = {
	.name = "s6-fdholder-store",
	.brief = "give a descriptor to an fd-holding server",
	.says = "store [--fd|descriptor <--fd>|stdin] as <id> in the fd-holding server at "
		"<path>[--fd-timeout|, for <--fd-timeout> milliseconds]",
	.form = "path id",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_fdholder_store,
	.operands = "path: the server's socket",
	.exits = FDCLIENT_EXITS,
	.example = "redirfd -r 0 /run/queue s6-fdholder-store /run/fdholder/s queue",
};
