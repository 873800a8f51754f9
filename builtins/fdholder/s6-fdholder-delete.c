/* s6-fdholder-delete.c - have an fd-holding server forget a descriptor. */
#include <limits.h>

#include "fdclient.h"

struct opts {
	unsigned int ms;
};

static struct opt const opts[] = { FDCLIENT_OPTS(struct opts), { 0 } };

static struct next run_fdholder_delete(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct fdclient client;
	struct next n = fdclient_enter(x, &client, c->arg[0], o->ms);
	if (n.how == NEXT_EXIT)
		return n;
	int r = fdclient_delete(&client, c->arg[1]);
	fdclient_close(&client);
	return r < 0 ? failcodesys(x, 1, "unable to delete ", c->arg[1]) : leave(0);
}

struct cmd const cmd_s6_fdholder_delete = {
	.name = "s6-fdholder-delete",
	.brief = "have an fd-holding server forget a descriptor",
	.says = "delete the descriptor <id> from the fd-holding server at <path>",
	.form = "path id",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_fdholder_delete,
	.operands = "path: the server's socket",
	.exits = FDCLIENT_EXITS,
	.example = "s6-fdholder-delete /run/fdholder/s queue",
};
