/* s6-rc-bundle.c - add bundles to a compiled database, and take them away. */
#include <fcntl.h>
#include <skalibs/djbunix.h>

#include "builtin.h"
#include "nearest.h"
#include "rcbundle.h"
#include "rcopen.h"
#include "rcset.h"

enum { EXISTS = 1 };

struct opts {
	struct rcopen_opts open;
	int force;
};

static struct opt const opts[] = {
	RCOPEN_OPTS(struct opts),
	SET('f', "force", struct opts, force, 1,
		"replace a bundle that is to be added and there, ignore one that is to go and not there"),
	{ 0 },
};

struct change {
	struct ctx *x;
	struct opts const *o;
	struct rcdb db;
	struct rc_bundles bundles;
};

static int is_service(struct change *c, char const *name)
{
	struct rcdb_name const *there = rcdb_find(&c->db, name);
	return there && !there->bundle;
}

static struct next delete (struct change *c, char const *const *names)
{
	for (; *names; names++) {
		struct rc_bundle *b = rc_bundles_find(&c->bundles, *names);
		if (is_service(c, *names))
			return failcode(c->x, RC_WRONG_TYPE, *names, " is no bundle but a service");
		if (b)
			rc_bundles_remove(&c->bundles, b);
		else if (!c->o->force)
			return rcset_unknown(c->x, &c->db, *names);
	}
	return chain(0);
}

/* All that is in a bundle has to be there before it is. */
static struct next add(struct change *c, char const *name, char const *const *members)
{
	size_t count = 0;
	if (!rcdb_is_name(name) || !strncmp(name, "s6rc-", 5) || !strncmp(name, "s6-rc-", 6))
		return fail(c->x, "invalid name of a bundle: ", name);
	if (is_service(c, name))
		return failcode(c->x, c->o->force ? RC_WRONG_TYPE : EXISTS, name, " is a service");
	if (rc_bundles_find(&c->bundles, name) && !c->o->force)
		return failcode(c->x, EXISTS, "there is a bundle ", name, " (-f replaces it)");
	for (; members[count]; count++)
		if (!rc_bundles_find(&c->bundles, members[count]) && !is_service(c, members[count]))
			return rcset_unknown(c->x, &c->db, members[count]);
	rc_bundles_set(&c->bundles, name, members, count);
	return chain(0);
}

/* { deleted... } name { contents... } ... */
static struct next multiple(struct change *c, struct word *words)
{
	struct word *rest = words_block(words), *name;
	if (!rest)
		return fail(c->x, "the block of bundles to delete has no end");
	struct next n = delete (c, words_argv(c->x, words));
	while (n.how == NEXT_CHAIN && rest->s) {
		name = rest;
		rest = words_block(rest + 1);
		if (!rest)
			return fail(c->x, "bundle ", name->s,
				" has to be followed by a block of what is in it");
		n = add(c, name->s, words_argv(c->x, name + 1));
	}
	return n;
}

static struct next write_back(struct change *c)
{
	struct ctx *x = c->x;
	struct rcdb new;
	char const *path = rcopen_path(x, &c->o->open),
		   *wrong = rc_bundles_build(&c->bundles, &new);
	if (wrong)
		return failcode(x, EXISTS, "bundle ", wrong, " would be in itself");
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
	    r = fd < 0 ? -1 : rcdb_write(&new, fd);
	if (r < 0)
		return failsys(x, "unable to write ", path, "/" RCDB_FILE);
	fd_close(fd);
	return leave(0);
}

static struct next help(struct ctx *x)
{
	put_text(x,
		"help: this list\n"
		"add bundle services...: add a bundle\n"
		"delete bundles...: take bundles away\n"
		"multiple { bundles... } bundle { services... } ...: take away, and add, in one go\n");
	return leave(0);
}

static struct next unknown(struct ctx *x, char const *name)
{
	static char const *const words[] = { "help", "add", "delete", "multiple" };
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		nearest_offer(&near, words[i]);
	return fail(x, "unknown subcommand: ", name, did_you_mean(x, near.best));
}

static struct next change(struct change *c, char const *how, struct word *words)
{
	if (!strcmp(how, "multiple"))
		return multiple(c, words);
	char const *const *names = words_argv(c->x, words);
	return *how == 'd' ? delete (c, names) : add(c, names[0], names + 1);
}

static struct next run_bundle(struct ctx *x, struct call const *call)
{
	struct change *c = arena_get(x, sizeof *c);
	char const *how = call->arg[0];
	*c = (struct change){ .x = x, .o = call->opt };
	if (!strcmp(how, "help"))
		return help(x);
	if (strcmp(how, "add") != 0 && strcmp(how, "delete") != 0 && strcmp(how, "multiple") != 0)
		return unknown(x, how);
	if (!call->rest->s)
		return fail(x, how, " needs the name of a bundle");
	struct next n = rcopen(x, &c->o->open, RCLIVE_EXCLUSIVE, &c->db);
	if (n.how == NEXT_EXIT)
		return n;
	rc_bundles_read(&c->bundles, x, &c->db, words_len(call->rest));
	n = change(c, how, call->rest);
	return n.how == NEXT_EXIT ? n : write_back(c);
}

struct cmd const cmd_s6_rc_bundle = {
	.name = "s6-rc-bundle",
	.brief = "add bundles to a compiled database, or take them away",
	.says = "change bundles of a compiled database: <subcommand>",
	.form = "subcommand [services...]",
	OPTS(struct opts, opts),
	.traits = LEAF,
	.run = run_bundle,
	.operands = "subcommand: add, delete, multiple or help\n"
		    "services: the bundle, and with add what is in it",
	.exits =
		"1 if what is to be added is there, or would be in itself; 3 for a name that is unknown; 4 for a damaged "
		"database; 5 for a service where a bundle is meant; 111 when somebody else has the lock too",
	.help = "`add bundle services...` adds a bundle of services and bundles; `delete bundles...` takes bundles away, "
		"and where they are in others what is in them takes their place; `multiple { bundles... } bundle { "
		"services... } ...` does both in one go. The file is replaced at once, and only when all is well. Who has it "
		"open keeps what it was.",
	.example = "s6-rc-bundle -c /run/s6/db add web nginx php-fpm\n\n"
		   "s6-rc-bundle multiple { old } web { nginx } all { web db }",
};
