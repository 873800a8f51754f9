/* s6-rc.c - look at and change the state of services. */
#include "builtin.h"

#include <skalibs/djbunix.h>

#include "nearest.h"
#include "rcchange.h"
#include "rcset.h"
#include "rcwords.h"
#include "svstatus.h"

enum { DIR_DOWN, DIR_UP, DIR_ALL_DOWN };

struct opts {
	char const *live;
	int dir, prune, add, bare, block, no_lock, dry;
	unsigned int verbosity, ms, dry_ms;
};

static struct opt const opts[] = {
	SET('u', "up", struct opts, dir, DIR_UP, "bring the selection up (default)"),
	SET('d', "down", struct opts, dir, DIR_DOWN, "bring it down, but for essential services"),
	SET('D', "all-down", struct opts, dir, DIR_ALL_DOWN,
		"bring it down, essential services too"),
	SET('p', "prune", struct opts, prune, 1,
		"change the others too: down with -u, except essential services, and up with -d"),
	SET('a', "add", struct opts, add, 1, "add all services that are up to the selection"),
	SET('E', "with-essentials", struct opts, bare, 0, "list essential services too (default)"),
	SET('e', "without-essentials", struct opts, bare, 1,
		"do not list essential services; with -d the same as -D"),
	SET('b', "block", struct opts, block, 1, "wait for a lock that somebody else has"),
	SET('X', "no-lock", struct opts, no_lock, 1, "take no lock: the caller has it"),
	RCLIVE_OPT(struct opts, live),
	NUM('v', "verbosity", struct opts, verbosity, 100, "n",
		"0: say nothing; 1: what goes wrong (default); 2: what changes; 3: what need not change too"),
	NUM('n', "dry-run", struct opts, dry_ms, UINT32_MAX, "ms",
		"only print what would be done, and pretend that each takes this long",
		ALSO(struct opts, dry, 1)),
	NUM('t', "timeout", struct opts, ms, UINT32_MAX, "ms",
		"give up after this many milliseconds (default: 0, never)"),
	{ 0 },
};

struct rc {
	struct ctx *x;
	struct opts const *o;
	struct rclive live;
	unsigned char *set;   /* the selection */
	unsigned char *named; /* ... without what -a adds */
};

enum subcommand {
#define ENUM(name, id, lock, help) DO_##id,
	RCWORDS(ENUM)
#undef ENUM
		WORDS
};

static struct {
	char const *name;
	enum rclive_lock lock;
} const words[] = {
#define ROW(name, id, lock, help) { name, lock },
	RCWORDS(ROW)
#undef ROW
};

static char const help_lines[] = ""
#define LINE(name, id, lock, help) name ": " help "\n"
	RCWORDS(LINE)
#undef LINE
	;

static int word_of(char const *name)
{
	int i = 0;
	while (i < WORDS && strcmp(name, words[i].name) != 0)
		i++;
	return i;
}

static struct next unknown_word(struct ctx *x, char const *name)
{
	struct nearest n = nearest_to(name);
	for (int i = 0; i < WORDS; i++)
		nearest_offer(&n, words[i].name);
	return fail(x, "unknown subcommand: ", name, did_you_mean(x, n.best));
}

/* What an update has left down is as good as up. */
static int is_wanted(struct rclive const *l, uint32_t i)
{
	return l->state[i] & RCLIVE_UP || (l->pending && l->pending[i]);
}

static struct next select_services(struct rc *r, char const *const *names)
{
	struct rcdb const *db = &r->live.db;
	r->named = rcset_none(r->x, db);
	r->set = rcset_none(r->x, db);
	char const *unknown = rcset_add(db, r->named, names);
	if (unknown)
		return rcset_unknown(r->x, db, unknown);
	for (uint32_t i = 0; i < db->services; i++)
		r->set[i] = r->named[i] || (r->o->add && is_wanted(&r->live, i));
	return chain(0);
}

static struct next print(struct rc *r, int selected)
{
	struct rcdb const *db = &r->live.db;
	for (uint32_t i = 0; i < db->services; i++) {
		if (r->set[i] != selected || (r->o->bare && db->service[i].flags & RC_ESSENTIAL))
			continue;
		put_text(r->x, rcdb_service_name(db, i));
		put(r->x, "\n", 1);
	}
	return leave(0);
}

static struct next list_all(struct rc *r)
{
	rcset_close(r->x, &r->live.db, r->set, r->o->dir == DIR_UP ? RCSET_NEEDS : RCSET_NEEDED_BY);
	return print(r, 1);
}

static struct next diff(struct rc *r)
{
	struct svstatus now;
	int code = 0;
	for (uint32_t i = 0; i < r->live.db.longruns; i++) {
		struct arena mark = arena_mark(r->x);
		char const *dir = rclive_servicedir(&r->live, i);
		int up = r->live.state[i] & RCLIVE_UP;
		if (svstatus_read(&now, dir) < 0)
			return failsys(r->x, "unable to read the status of ", dir);
		if (now.want_up != up) {
			put_text(r->x, up ? "-" : "+");
			put_text(r->x, rcdb_service_name(&r->live.db, i));
			put(r->x, "\n", 1);
			code = RC_FAILED;
		}
		arena_release(r->x, mark);
	}
	return leave(code);
}

static void print_dry(struct ctx *x, char const *text)
{
	put_text(x, "s6-rc-dryrun: ");
	put_text(x, text);
	put(x, "\n", 1);
	put_flush(x);
}

static int run_phase(struct rc *r, struct rcchange *c, enum rcop op, unsigned char const *set)
{
	if (r->o->verbosity >= 3)
		info(r->x, "bringing selected services ", op == RCOP_UP ? "up" : "down");
	return rcchange_run(c, op, set);
}

/* The complement of SET. */
static unsigned char *others(struct rc *r, unsigned char const *set)
{
	unsigned char *o = rcset_none(r->x, &r->live.db);
	for (uint32_t i = 0; i < r->live.db.services; i++)
		o[i] = !set[i];
	return o;
}

static int change_up(struct rc *r, struct rcchange *c, int prune)
{
	rcset_close(r->x, &r->live.db, r->set, RCSET_NEEDS | RCSET_WANTS);
	if (prune) {
		unsigned char *down = others(r, r->set);
		if (!r->o->bare)
			rcset_spare(&r->live, down, r->o->verbosity > 0);
		int code = run_phase(r, c, RCOP_DOWN, down);
		if (code)
			return code;
	}
	return run_phase(r, c, RCOP_UP, r->set);
}

static int change_down(struct rc *r, struct rcchange *c, int all, int prune)
{
	rcset_close(r->x, &r->live.db, r->set, RCSET_NEEDED_BY);
	unsigned char *up = others(r, r->set);
	if (!all)
		rcset_spare(&r->live, r->set, r->o->verbosity > 0);
	int code = run_phase(r, c, RCOP_DOWN, r->set);
	return code || !prune ? code : run_phase(r, c, RCOP_UP, up);
}

static int reload(struct rc *r, struct rcchange *c)
{
	int code = 0;
	for (uint32_t i = 0; i < r->live.db.services; i++)
		if (r->set[i] && !(r->live.state[i] & RCLIVE_UP)) {
			warn(r->x, "unable to reload service ", rcdb_service_name(&r->live.db, i),
				": it is not up");
			r->set[i] = 0;
			code = RC_FAILED;
		}
	int failed = rcchange_run(c, RCOP_RELOAD, r->set);
	return failed ? failed : code;
}

static struct next change(struct rc *r, enum subcommand word)
{
	struct opts const *o = r->o;
	int up = word == DO_START || (word == DO_CHANGE && o->dir == DIR_UP);
	struct rcchange *c = arena_get(r->x, sizeof *c);
	*c = (struct rcchange){ .x = r->x,
		.live = &r->live,
		.verbosity = o->verbosity,
		.ms = o->ms,
		.dry = o->dry ? print_dry : 0,
		.dry_ms = o->dry_ms,
		.named = up ? r->named : 0 };
	struct next n = rcchange_open(c);
	if (n.how == NEXT_EXIT)
		return n;
	int prune = o->prune && word == DO_CHANGE;
	int code = word == DO_RELOAD ? reload(r, c)
		   : up              ? change_up(r, c, prune)
				     : change_down(r, c, o->dir == DIR_ALL_DOWN || o->bare, prune);
	code = rcchange_pending(c, prune ? 0 : r->set, code);
	rcchange_close(c, code);
	return leave(code);
}

static struct next act(struct rc *r, enum subcommand word)
{
	switch (word) {
	case DO_LIST: return print(r, r->o->dir == DIR_UP);
	case DO_LISTALL: return list_all(r);
	case DO_DIFF: return diff(r);
	default: return change(r, word);
	}
}

static struct next run_rc(struct ctx *x, struct call const *c)
{
	struct rc r = { .x = x, .o = c->opt };
	int word = word_of(c->arg[0]);
	if (word == WORDS)
		return unknown_word(x, c->arg[0]);
	if (word == DO_HELP) {
		put_text(x, help_lines);
		return leave(0);
	}
	if (!fd_sanitize()) /* scripts get these three */
		return failsys(x, "unable to open /dev/null");
	struct next n = rclive_open(&r.live, x, rclive_path(x, r.o->live),
		r.o->no_lock ? RCLIVE_NONE : words[word].lock, r.o->block);
	if (n.how != NEXT_EXIT)
		n = select_services(&r, words_argv(x, c->rest));
	if (n.how != NEXT_EXIT)
		n = act(&r, (enum subcommand)word);
	rclive_close(&r.live); /* a second time does nothing */
	return n;
}

struct cmd const cmd_s6_rc = {
	.name = "s6-rc",
	.brief = "look at and change the state of services",
	.says = "<subcommand>[services| the services <services>| the selection]",
	.form = "subcommand [services...]",
	OPTS(struct opts, opts, .dir = DIR_UP, .verbosity = 1),
	.traits = LEAF,
	.run = run_rc,
	.operands = "subcommand: help, list, listall, diff, change, start, stop or reload\n"
		    "services: services and bundles: the selection",
	.exits =
		"1 when a service could not be changed, or diff has found one; 2 when the time is up; 3 for an "
		"unknown service; " RC_EXITS_BAD "; 111 when somebody else has a lock too",
	.help = "All that may be done at a time is done at that time: a service is started as soon as what it needs "
		"is up, and stopped as soon as what needs it is down. When one fails, what needs it is left "
		"alone, and the rest goes on. SIGTERM and SIGINT make it start nothing new and wait for "
		"scripts that run.",
	.example = "s6-rc change web\n"
		   "\n"
		   "s6-rc -da change\n"
		   "\n"
		   "s6-rc -v 2 -t 10000 stop web db",
};
