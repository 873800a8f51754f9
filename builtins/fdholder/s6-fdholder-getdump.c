/* s6-fdholder-getdump.c - get all descriptors of an fd-holding server. */
#include <limits.h>
#include <skalibs/djbunix.h>

#include "fdclient.h"

struct opts {
	unsigned int ms;
};

static struct opt const opts[] = { FDCLIENT_OPTS(struct opts), { 0 } };

static void tell_one(struct ctx *x, size_t i, struct fddump_entry const *e)
{
	char b[DECIMAL], stamp[TIMESTAMP + 1];
	decimal(b, i);
	env_set_number(x, join(x, "S6_FD_", b), (unsigned long)e->fd);
	env_set(x, join(x, "S6_FDID_", b), e->item.id);
	if (!fdwire_ends(&e->item.limit)) {
		env_unset(x, join(x, "S6_FDLIMIT_", b));
		return;
	}
	stamp[timestamp_fmt(stamp, &e->item.limit)] = 0;
	env_set(x, join(x, "S6_FDLIMIT_", b), stamp);
}

/* The descriptors stay open for what comes next. */
static int hand_on(struct ctx *x, struct fddump *d)
{
	size_t n;
	struct fddump_entry const *e = fddump_entries(d, &n);
	env_set_number(x, "S6_FD#", n);
	for (size_t i = 0; i < n; i++) {
		if (uncoe(e[i].fd) < 0)
			return -1;
		tell_one(x, i, e + i);
	}
	genalloc_free(struct fddump_entry, &d->entries);
	return 0;
}

static struct next run_fdholder_getdump(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct fdclient client;
	struct fddump dump = { GENALLOC_ZERO };
	struct next n = fdclient_enter(x, &client, c->arg[0], o->ms);
	if (n.how == NEXT_EXIT)
		return n;
	int r = fdclient_getdump(&client, &dump);
	fdclient_close(&client);
	if (r < 0)
		return failcodesys(x, 1, "unable to get the descriptors");
	return hand_on(x, &dump) < 0 ? failsys(x, "unable to keep descriptors open")
				     : chain(c->rest);
}

struct cmd const cmd_s6_fdholder_getdump = {
	.name = "s6-fdholder-getdump",
	.brief = "go on with all descriptors of an fd-holding server",
	.says = "get all descriptors of the fd-holding server at <path>",
	.form = "path prog...",
	OPTS(struct opts, opts, 0),
	.run = run_fdholder_getdump,
	.operands = "path: the server's socket",
	.exits = FDCLIENT_EXITS,
	.help = "What was got stands in variables: S6_FD# is how many descriptors; for each, counted from 0, "
		"S6_FD_0 is its number, S6_FDID_0 its identifier and S6_FDLIMIT_0 when it is forgotten, a "
		"TAI64N label, not set for never. s6-fdholder-setdump reads the same variables.",
	.example = "s6-fdholder-getdump /run/fdholder/s s6-fdholder-setdump /run/other/s",
};
