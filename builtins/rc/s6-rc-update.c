/* s6-rc-update.c - go on with another database, restarting as little as possible. */
#include "builtin.h"

#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>

#include "rcchange.h"
#include "rcopen.h"
#include "rcset.h"
#include "rcupdate.h"

struct opts {
	char const *live, *conversions;
	int dry, block, essentials;
	unsigned int verbosity, ms;
};

static struct opt const opts[] = {
	SET('n', "dry-run", struct opts, dry, 1, "only print what s6-rc would be told"),
	RCLIVE_OPT(struct opts, live),
	STR('f', "conversion-file", struct opts, conversions, "file",
		"lines OLD [-> NEW] [restart]: what services are called now, and which are to restart"),
	NUM('v', "verbosity", struct opts, verbosity, 100, "n", "as s6-rc's (default: 1)"),
	NUM('t', "timeout", struct opts, ms, UINT32_MAX, "ms",
		"give up after this many milliseconds, before and after each (default: 0, never)"),
	SET('b', "block", struct opts, block, 1, "wait for a lock that somebody else has"),
	SET('e', "with-essentials", struct opts, essentials, 1, "stop essential services too"),
	SET('E', "without-essentials", struct opts, essentials, 0,
		"refuse when an essential service would have to stop (default)"),
	{ 0 },
};

struct update {
	struct ctx *x;
	struct opts const *o;
	char const *live;
	struct rclive old;
	struct rcdb new;
	struct rcupdate u;
	struct rcmake m;
	struct rcjournal j;
};

static int any(unsigned char const *set, uint32_t n)
{
	return memchr(set, 1, n) != 0;
}

static void put_names(struct ctx *x, struct rcdb const *db, unsigned char const *set)
{
	for (uint32_t i = 0; i < db->services; i++)
		if (set[i]) {
			put_text(x, " ");
			put_text(x, rcdb_service_name(db, i));
		}
	put_text(x, "\n");
}

static struct next print_dry(struct update *p)
{
	put_text(p->x,
		join(p->x, "s6-rc -l ", p->live, p->o->essentials ? " -D change" : " -d change"));
	put_names(p->x, &p->old.db, p->u.stop);
	put_text(p->x, join(p->x, "s6-rc -l ", p->live, " -u change"));
	put_names(p->x, &p->new, p->u.start);
	return leave(0);
}

/* An essential service that has to stop. */
static struct next check_essentials(struct update *p)
{
	for (uint32_t i = 0; i < p->old.db.services && !p->o->essentials; i++)
		if (p->u.stop[i] && p->old.db.service[i].flags & RC_ESSENTIAL)
			return failcode(p->x, RCUPDATE_STOP_FAILED,
				"unable to update: the essential service ",
				rcdb_service_name(&p->old.db, i),
				" would have to stop (-e allows it)");
	return chain(0);
}

/* Brings services of the old database up or down: an exit code. */
static int change(struct update *p, enum rcop op, unsigned char const *set)
{
	struct rcchange *c = arena_get(p->x, sizeof *c);
	*c = (struct rcchange){
		.x = p->x, .live = &p->old, .verbosity = p->o->verbosity, .ms = p->o->ms
	};
	if (rcchange_open(c).how == NEXT_EXIT)
		return 111;
	int code = rcchange_run(c, op, set);
	rcchange_close(c, code);
	return code;
}

static struct next stop(struct update *p)
{
	int code = change(p, RCOP_DOWN, p->u.stop);
	return !code ? chain(0)
		     : leave(code == RC_FAILED      ? RCUPDATE_STOP_FAILED
			       : code == RC_TIMEOUT ? RCUPDATE_STOP_TIMEOUT
						    : code);
}

/* What goes on is as it was, and what was stopped down. */
static unsigned char *new_state(struct update *p)
{
	unsigned char *state = rcset_none(p->x, &p->new);
	for (uint32_t j = 0; j < p->new.services; j++)
		if (p->u.from[j] != RC_NONE && !p->u.stop[p->u.from[j]])
			state[j] = p->old.state[p->u.from[j]];
	return state;
}

/* What is to be done is written down, and then all is done that takes room on the disk; 0, or the path that is to blame. */
static char const *build(struct update *p)
{
	char const *blame = rcjournal_begin(&p->j);
	if (!blame)
		blame = rcmake_dir(&p->m, new_state(p));
	for (uint32_t j = 0; j < p->new.longruns && !blame; j++)
		blame = rcmake_service(&p->m, j, 1);
	if (!blame && p->old.unsure && rclive_changing(&p->old, p->m.dir) < 0)
		blame = p->m.dir;
	return blame ? blame : rcjournal_copy(&p->j);
}

/* s6-rc goes on, by name. */
static struct next start(struct update *p)
{
	char v[DECIMAL], ms[DECIMAL];
	struct ctx *x = p->x;
	uint32_t n = 0;
	char const **argv = arena_get(x, (p->new.services + 16) * sizeof *argv);
	char const *const begin[] = { "s6-rc", "-b", "-v", decimal(v, p->o->verbosity), "-t",
		decimal(ms, p->o->ms), "-l", p->live, "-u", "change" };
	for (; n < sizeof begin / sizeof *begin; n++)
		argv[n] = join(x, begin[n], "");
	for (uint32_t j = 0; j < p->new.services; j++)
		if (p->u.start[j])
			argv[n++] = join(x, rcdb_service_name(&p->new, j), "");
	argv[n] = 0;
	return chain(words_of(x, argv));
}

/* All is as it was: what was stopped is up again, unless that would take more time than there is. */
static struct next undo(struct update *p, struct next why)
{
	struct rcmake m = p->m;
	unsigned char *again = rcset_none(p->x, &p->old.db);
	m.db = &p->old.db;
	if (rcjournal_undo(&p->j, &m).how == NEXT_EXIT)
		return why;
	for (uint32_t i = 0; i < p->old.db.services; i++)
		again[i] = p->u.stop[i] && !(p->old.state[i] & RCLIVE_UP);
	if (!any(again, p->old.db.services) ||
		(why.code != RCUPDATE_STOP_TIMEOUT && change(p, RCOP_UP, again) <= RC_FAILED))
		rclive_forget_pending(&p->old);
	return why;
}

static struct next change_over(struct update *p)
{
	char const *blame = rcjournal_move(&p->j);
	if (!blame && rcmake_publish(&p->m) < 0)
		blame = p->live;
	if (blame)
		return undo(p, failsys(p->x, "unable to move ", blame));
	p->j.is_over = 1;
	rcjournal_finish(&p->j, &p->m, &p->old.db);
	return start(p);
}

/* What may fail for want of room comes before anything is stopped. New entries of the scan directory lead nowhere yet. */
static struct next go(struct update *p)
{
	char const *blame = build(p);
	struct next n = blame ? failsys(p->x, "unable to make ", blame) : rcmake_link(&p->m, 0);
	if (n.how != NEXT_EXIT && any(p->u.stop, p->old.db.services))
		n = stop(p);
	return n.how == NEXT_EXIT ? undo(p, n) : change_over(p);
}

static struct next prepare_and_go(struct update *p)
{
	char real[4096];
	rcmake_clean(p->x, p->live);
	rcmake_name(&p->m);
	if (!realpath(p->live, real))
		return failsys(p->x, "unable to find ", p->live);
	p->j = (struct rcjournal){
		.x = p->x, .from = arena_text(p->x, real, strlen(real)), .to = p->m.dir
	};
	rcupdate_journal(&p->u, &p->j);
	return go(p);
}

static struct next read_place(struct update *p)
{
	struct ctx *x = p->x;
	char prefix[4096];
	p->m.scandir = rclive_link(x, p->live, "scandir");
	ssize_t n = openreadnclose(join(x, p->live, "/prefix"), prefix, sizeof prefix);
	if (!p->m.scandir || n < 0)
		return failsys(x, "unable to read ", p->live, "/scandir and prefix");
	p->m.prefix = arena_text(x, prefix, (size_t)n);
	return chain(0);
}

static struct next update(struct update *p)
{
	struct next n = rcupdate_match(&p->u, p->o->conversions);
	if (n.how != NEXT_EXIT)
		n = read_place(p);
	if (n.how == NEXT_EXIT)
		return n;
	if (p->old.unsure && !p->o->dry)
		change(p, RCOP_DOWN, rcset_none(p->x, &p->old.db)); /* looks what is true */
	rcupdate_plan(&p->u);
	if (p->o->dry)
		return print_dry(p);
	n = check_essentials(p);
	return n.how == NEXT_EXIT ? n : prepare_and_go(p);
}

static struct next open_new(struct update *p, char const *path)
{
	struct rcopen_opts const o = { .compiled = path, .block = p->o->block };
	struct next n = rcopen(p->x, &o, RCLIVE_SHARED, &p->new);
	return n.how == NEXT_EXIT ? n : update(p);
}

static struct next run_update(struct ctx *x, struct call const *c)
{
	struct update *p = arena_get(x, sizeof *p);
	*p = (struct update){ .x = x, .o = c->opt };
	p->live = rclive_path(x, p->o->live);
	if (*c->arg[0] != '/')
		return fail(x, "not an absolute path: ", c->arg[0]);
	struct next n = rclive_open(&p->old, x, p->live, RCLIVE_EXCLUSIVE, p->o->block);
	if (n.how == NEXT_EXIT)
		return n;
	p->u = (struct rcupdate){ .x = x, .old = &p->old, .new = &p->new };
	p->m = (struct rcmake){ .x = x,
		.live = p->live,
		.compiled = c->arg[0],
		.maker = "s6-rc-update",
		.db = &p->new,
		.ms = p->o->ms };
	n = open_new(p, c->arg[0]);
	rclive_close(&p->old);
	return n;
}

struct cmd const cmd_s6_rc_update = {
	.name = "s6-rc-update",
	.brief = "go on with another database, restarting as little as possible",
	.says = "have s6-rc go on with the database <newdb>",
	.form = "newdb",
	OPTS(struct opts, opts, .verbosity = 1),
	.traits = LEAF,
	.run = run_update,
	.operands = "newdb: the compiled directory",
	.exits =
		"1 when a service could not be started, 2 when the time is up then; before anything has changed: 3 "
		"for an unknown service in the conversion file, 4 for a damaged database or an unknown new "
		"service, 5 for a bundle, 6 for a service that is named twice; 9 when a service could not be "
		"stopped, 10 when the time is up then",
	.help = "A service is the same if it is called so, or if the conversion file says so. One that is up goes on to "
		"run, unless it is gone, has become a oneshot or a longrun, needs something that is new, down or "
		"restarts, or is to restart by the conversion file. What was up is up afterwards.",
	.example = "s6-rc-update -l /run/s6-rc /etc/s6-rc/compiled-new",
};
