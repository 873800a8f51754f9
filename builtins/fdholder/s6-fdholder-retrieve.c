/* s6-fdholder-retrieve.c - get a descriptor from an fd-holding server as stdin. */
#include <limits.h>
#include <skalibs/djbunix.h>

#include "fdclient.h"

struct opts {
	int delete;
	unsigned int ms;
};

static struct opt const opts[] = {
	SET('D', "delete", struct opts, delete, 1,
		"have the server forget it, for which one needs the right to store it"),
	FDCLIENT_OPTS(struct opts),
	{ 0 },
};

static struct next run_fdholder_retrieve(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct fdclient client;
	struct next n = fdclient_enter(x, &client, c->arg[0], o->ms);
	if (n.how == NEXT_EXIT)
		return n;
	int fd = fdclient_retrieve(&client, c->arg[1], o->delete);
	fdclient_close(&client);
	if (fd < 0)
		return failcodesys(x, 1, "unable to retrieve ", c->arg[1]);
	if (fd_move(0, fd) < 0 || uncoe(0) < 0)
		return failsys(x, "unable to make it stdin");
	return chain(c->rest);
}

struct cmd const cmd_s6_fdholder_retrieve = {
	.name = "s6-fdholder-retrieve",
	.brief = "go on with a descriptor from an fd-holding server as stdin",
	.says = "get the descriptor <id> from the fd-holding server at <path> as "
		"stdin[--delete|, and delete it there]",
	.form = "path id prog...",
	OPTS(struct opts, opts, 0),
	.run = run_fdholder_retrieve,
	.operands = "path: the server's socket",
	.exits = FDCLIENT_EXITS,
	.example = "s6-fdholder-retrieve /run/fdholder/s queue my-reader",
};
