/* s6-svperms.c - who may see, control and listen to services. */
#include "builtin.h"

#include <sys/stat.h>
#include <unistd.h>

#include "account.h"

struct opts {
	int verbose, access, events;
	char const *group, *events_group;
};

static struct opt const opts[] = {
	SET('v', "verbose", struct opts, verbose, 1, "show the rights after setting them"),
	SET('u', "owner", struct opts, access, 'u', "only the owner sees the status and controls"),
	STR('g', "group-sees", struct opts, group, "group", "the group sees the status",
		ALSO(struct opts, access, 'g')),
	STR('G', "group-controls", struct opts, group, "group",
		"the group sees the status and controls", ALSO(struct opts, access, 'G')),
	SET('o', "all-see", struct opts, access, 'o', "everybody sees the status"),
	STR('O', "all-see-group-controls", struct opts, group, "group",
		"everybody sees the status, the group controls", ALSO(struct opts, access, 'O')),
	SET('e', "events-to-all", struct opts, events, 'e', "everybody may wait for events"),
	STR('E', "events-to-group", struct opts, events_group, "group",
		"the group may wait for events", ALSO(struct opts, events, 'E')),
	{ 0 },
};

static struct {
	char letter;
	mode_t supervise, control;
	int group_sees, group_controls;
} const rights[] = {
	{ 'u', 0700, 0600, 0, 0 },
	{ 'g', 0710, 0600, 1, 0 },
	{ 'G', 0710, 0620, 1, 1 },
	{ 'o', 0711, 0600, 0, 0 },
	{ 'O', 0711, 0620, 0, 1 },
};

enum { EVENTS_TO_ALL = 01733, EVENTS_TO_GROUP = 03730 };

/* NAME may be a number with a colon in front, or 0 for none. */
static struct next read_group(struct ctx *x, char const *name, gid_t *gid)
{
	if (!name)
		return chain(0);
	int known = *name == ':' ? account_number(name + 1, gid)
				 : account_group(&ACCOUNT_FILES, name, gid);
	if (known < 0)
		return failsys(x, "unable to look up the group ", name);
	return known ? chain(0) : fail(x, "there is no group ", name);
}

static int set(char const *path, mode_t mode, int with_group, gid_t gid)
{
	if (with_group && chown(path, (uid_t)-1, gid) < 0)
		return -1;
	return chmod(path, mode);
}

static int set_access(struct ctx *x, char const *dir, int access, gid_t gid)
{
	size_t i = 0;
	while (rights[i].letter != access)
		i++;
	if (set(join(x, dir, "/supervise"), rights[i].supervise, rights[i].group_sees, gid) < 0)
		return -1;
	return set(join(x, dir, "/supervise/control"), rights[i].control, rights[i].group_controls,
		gid);
}

static void put_line(struct ctx *x, char const *dir, char const *what, struct stat const *st,
	mode_t all, mode_t group)
{
	stralloc name = STRALLOC_ZERO;
	char b[DECIMAL];
	put_text(x, dir);
	put_text(x, what);
	if (st->st_mode & all) {
		put_text(x, "public");
	} else if (!(st->st_mode & group)) {
		put_text(x, "owner");
	} else {
		int known = account_group_name(&ACCOUNT_FILES, st->st_gid, &name) > 0;
		put_text(x, known ? "group " : "group :");
		put_text(x, known ? name.s : decimal(b, st->st_gid));
	}
	put_text(x, "\n");
	stralloc_free(&name);
}

/* Shows one right: what PATH, below DIR, gives to all or to a group. Returns whether it could not. */
static int show(struct ctx *x, char const *dir, char const *what, char const *path, mode_t all,
	mode_t group)
{
	struct stat st;
	char const *whole = join(x, dir, path);
	if (stat(whole, &st) < 0) {
		warnsys(x, "unable to look at ", whole);
		return 1;
	}
	put_line(x, dir, what, &st, all, group);
	return 0;
}

static int show_all(struct ctx *x, char const *dir)
{
	int failed = show(x, dir, " status: ", "/supervise", S_IXOTH, S_IXGRP);
	failed |= show(x, dir, " control: ", "/supervise/control", S_IWOTH, S_IWGRP);
	return failed | show(x, dir, " events: ", "/event", S_IWOTH, S_IWGRP);
}

static struct next run_svperms(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	gid_t gid = 0, events_gid = 0;
	int failed = 0;
	struct next n = read_group(x, o->group, &gid);
	if (n.how == NEXT_CHAIN)
		n = read_group(x, o->events_group, &events_gid);
	if (n.how == NEXT_EXIT)
		return n;
	for (struct word const *w = c->rest; w->s; w++) {
		char const *dir = word_wire(x, w);
		if (o->access && set_access(x, dir, o->access, gid) < 0)
			return failsys(x, "unable to set the rights of ", dir, "/supervise");
		if (o->events && set(join(x, dir, "/event"),
					 o->events == 'e' ? EVENTS_TO_ALL : EVENTS_TO_GROUP,
					 o->events == 'E', events_gid) < 0)
			return failsys(x, "unable to set the rights of ", dir, "/event");
		if (o->verbose || (!o->access && !o->events))
			failed |= show_all(x, dir);
	}
	return leave(failed);
}

struct cmd const cmd_s6_svperms = {
	.name = "s6-svperms",
	.brief = "show or set who may see, control and listen to services",
	.form = "servicedir...",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_svperms,
	.exits = "1 when rights could not be shown",
	.help = "Groups are names, or numbers with a colon in front. Without options shows the rights.",
	.example = "s6-svperms -G www-data /run/service/web",
};
