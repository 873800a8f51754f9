/* s6-fdholder-transferdump.c - give all descriptors of one fd-holding server to another. */
#include <limits.h>
#include <skalibs/types.h>

#include "fdclient.h"

struct opts {
	char const *times;
};

static struct opt const opts[] = {
	STR('t', "timeouts", struct opts, times, "from:to",
		"give up when the one server takes longer than from, or the other longer than to "
		"milliseconds (default: 0:0, never)"),
	{ 0 },
};

/* Reads "FROM:TO" into MS. Returns whether it is that. */
static int read_times(char const *text, unsigned int ms[2])
{
	size_t n = uint_scan(text, ms);
	return n && text[n] == ':' && uint0_scan(text + n + 1, ms + 1) && ms[0] <= INT_MAX &&
	       ms[1] <= INT_MAX;
}

static struct next get(struct ctx *x, char const *path, unsigned int ms, struct fddump *d)
{
	struct fdclient client;
	struct next n = fdclient_enter(x, &client, path, ms);
	if (n.how == NEXT_EXIT)
		return n;
	int r = fdclient_getdump(&client, d);
	fdclient_close(&client);
	return r < 0 ? failcodesys(x, 1, "unable to get the descriptors of ", path) : chain(0);
}

static struct next give(struct ctx *x, char const *path, unsigned int ms, struct fddump *d)
{
	struct fdclient client;
	struct next n = fdclient_enter(x, &client, path, ms);
	if (n.how == NEXT_EXIT)
		return n;
	int r = fdclient_setdump(&client, d);
	fdclient_close(&client);
	return r < 0 ? failcodesys(x, 2, "unable to give the descriptors to ", path) : leave(0);
}

static struct next run_fdholder_transferdump(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	unsigned int ms[2] = { 0, 0 };
	struct fddump dump = { GENALLOC_ZERO };
	if (o->times && !read_times(o->times, ms))
		return fail(x, "invalid times: ", o->times);
	struct next n = get(x, c->arg[0], ms[0], &dump);
	if (n.how == NEXT_CHAIN)
		n = give(x, c->arg[1], ms[1], &dump);
	fddump_close(&dump);
	return n;
}

struct cmd const cmd_s6_fdholder_transferdump = {
	.name = "s6-fdholder-transferdump",
	.brief = "give all descriptors of one fd-holding server to another",
	.says = "give all descriptors of the fd-holding server at <old> to the one at <new>",
	.form = "old new",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_fdholder_transferdump,
	.operands = "old: the socket of the server that has them\nnew: the socket of the other",
	.exits = "1 when the one server refuses, or does not answer in time, 2 when the other does",
	.help = "The one keeps what it has. What the other has by the same identifiers is replaced.",
	.example = "s6-fdholder-transferdump /run/fdholder/s /run/other/s",
};
