/* s6-fdholder-setdump.c - give descriptors that the environment tells of to an fd-holding server. */
#include <limits.h>
#include <skalibs/types.h>

#include "fdclient.h"

struct opts {
	unsigned int ms;
};

static struct opt const opts[] = { FDCLIENT_OPTS(struct opts), { 0 } };

static struct next read_number(struct ctx *x, char const *name, unsigned int *n)
{
	char const *value = env_value(x, name);
	if (!value)
		return fail(x, name, " is not set");
	return uint0_scan(value, n) && *n <= INT_MAX ? chain(0)
						     : fail(x, "invalid ", name, ": ", value);
}

static struct next read_id(struct ctx *x, char const *name, char *id)
{
	char const *value = env_value(x, name);
	size_t len = value ? strlen(value) : 0;
	if (!value)
		return fail(x, name, " is not set");
	if (!len || len > FDWIRE_ID)
		return fail(x, "invalid ", name, ": not 1 to 255 bytes");
	memcpy(id, value, len + 1);
	return chain(0);
}

static struct next read_limit(struct ctx *x, char const *name, tain *limit)
{
	char const *value = env_value(x, name);
	tain_add_g(limit, &tain_infinite_relative);
	return !value || timestamp_scan(value, limit) ? chain(0)
						      : fail(x, "invalid ", name, ": ", value);
}

static struct next read_entry(struct ctx *x, size_t i, struct fddump_entry *e)
{
	char b[DECIMAL];
	unsigned int fd = 0;
	decimal(b, i);
	struct next n = read_number(x, join(x, "S6_FD_", b), &fd);
	e->fd = (int)fd;
	if (n.how == NEXT_CHAIN)
		n = read_id(x, join(x, "S6_FDID_", b), e->item.id);
	return n.how == NEXT_CHAIN ? read_limit(x, join(x, "S6_FDLIMIT_", b), &e->item.limit) : n;
}

static struct next read_env(struct ctx *x, struct fddump *d)
{
	unsigned int n = 0;
	struct fddump_entry e;
	struct next answer = read_number(x, "S6_FD#", &n);
	tain_now_g();
	for (unsigned int i = 0; i < n && answer.how == NEXT_CHAIN; i++) {
		answer = read_entry(x, i, &e);
		if (answer.how == NEXT_CHAIN &&
			!genalloc_append(struct fddump_entry, &d->entries, &e))
			answer = failsys(x, "unable to gather the descriptors");
	}
	return answer;
}

static struct next run_fdholder_setdump(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct fdclient client;
	struct fddump dump = { GENALLOC_ZERO };
	struct next n = read_env(x, &dump);
	if (n.how == NEXT_CHAIN)
		n = fdclient_enter(x, &client, c->arg[0], o->ms);
	if (n.how == NEXT_EXIT) {
		genalloc_free(struct fddump_entry, &dump.entries);
		return n;
	}
	int r = fdclient_setdump(&client, &dump);
	fdclient_close(&client);
	genalloc_free(struct fddump_entry, &dump.entries);
	return r < 0 ? failcodesys(x, 1, "unable to give the descriptors") : leave(0);
}

struct cmd const cmd_s6_fdholder_setdump = {
	.name = "s6-fdholder-setdump",
	.brief = "give descriptors, as the environment tells, to an fd-holding server",
	.says = "give all descriptors that s6-fdholder-getdump got to the fd-holding server at <path>",
	.form = "path",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_fdholder_setdump,
	.operands = "path: the server's socket",
	.exits = FDCLIENT_EXITS,
	.help = "s6-fdholder-getdump says which variables are read. What the server has by the same "
		"identifiers is replaced, the rest stays.",
	.example = "s6-fdholder-getdump /run/fdholder/s s6-fdholder-setdump /run/other/s",
};
