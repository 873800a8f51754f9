/* s6-fdholder-list.c - list what an fd-holding server has. */
#include <limits.h>
#include <skalibs/skamisc.h>

#include "fdclient.h"

struct opts {
	unsigned int ms;
};

static struct opt const opts[] = { FDCLIENT_OPTS(struct opts), { 0 } };

/* Writes ID so that it stays a line. */
static int put_line(struct ctx *x, char const *id)
{
	stralloc line = STRALLOC_ZERO;
	int ok = string_quote_nodelim(&line, id, strlen(id)) && stralloc_catb(&line, "\n", 1);
	if (ok)
		put(x, line.s, line.len);
	stralloc_free(&line);
	return ok ? 0 : -1;
}

static struct next run_fdholder_list(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct fdclient client;
	stralloc ids = STRALLOC_ZERO;
	struct next n = fdclient_enter(x, &client, c->arg[0], o->ms);
	if (n.how == NEXT_EXIT)
		return n;
	int r = fdclient_list(&client, &ids);
	fdclient_close(&client);
	for (size_t i = 0; !r && i < ids.len; i += strlen(ids.s + i) + 1)
		r = put_line(x, ids.s + i);
	stralloc_free(&ids);
	return r < 0 ? failcodesys(x, 1, "unable to get the list") : leave(0);
}

struct cmd const cmd_s6_fdholder_list = {
	.name = "s6-fdholder-list",
	.brief = "list the descriptors of an fd-holding server",
	.says = "list the descriptors of the fd-holding server at <path>",
	.form = "path",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_fdholder_list,
	.operands = "path: the server's socket",
	.exits = FDCLIENT_EXITS,
	.help = "One identifier in a line. Bytes that do not print are written as in C: a newline is \\n, others \\0xNN.",
	.example = "s6-fdholder-list /run/fdholder/s",
};
