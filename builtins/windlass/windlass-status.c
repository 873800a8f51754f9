/* windlass-status.c - all services at a glance. */
#include "builtin.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "colour.h"
#include "json.h"
#include "svtable.h"
#include "svtreewatch.h"

struct opts {
	int json, watch;
	char const *color;
};

static struct opt const opts[] = {
	SET('j', "json", struct opts, json, 1, "as JSON, for programs: an object, in one line"),
	SET('w', "watch", struct opts, watch, 1,
		"go on and show every change; with --json, a line for each"),
	COLOUR_OPT(struct opts),
	{ 0 },
};

struct status {
	struct ctx *x;
	struct opts const *o;
	struct word *dirs;
	struct svtable look;
	char const *home; /* the scan directory that is here, or 0 */
	struct svtree *trees;
	int terminal;
};

/* A name that is not there is a service of the scan directory that is. */
static char const *path_of(struct status *s, char const *name)
{
	if (s->home && !strchr(name, '/') && access(name, F_OK) < 0)
		return join(s->x, s->home, "/", name);
	return name;
}

static void read_one(
	struct status *s, char const *name, struct svtree **scandirs, struct svtree *services)
{
	char const *dir = path_of(s, name);
	if (dir != name || !svtree_is_scandir(s->x, dir)) {
		svtree_add(s->x, services, name, dir);
		return;
	}
	while (*scandirs)
		scandirs = &(*scandirs)->next;
	*scandirs = svtree_read(s->x, dir);
}

/* Services that are named stand before scan directories. */
static void read_all(struct status *s)
{
	struct svtree *services = arena_get(s->x, sizeof *services), *scandirs = 0;
	*services = (struct svtree){ 0 };
	if (!s->dirs->s)
		read_one(s, s->home, &scandirs, services);
	for (struct word const *w = s->dirs; w->s; w++)
		read_one(s, w->s, &scandirs, services);
	services->next = scandirs;
	s->trees = services->first ? services : scandirs;
}

static void put_json(struct status *s)
{
	struct svcount c = { 0 };
	stralloc to = STRALLOC_ZERO;
	svtree_count(&c, s->trees);
	json_open(&to, '{');
	json_key(&to, "services");
	json_number(&to, (long)c.services);
	json_key(&to, "up");
	json_number(&to, (long)c.up);
	json_key(&to, "missing");
	json_number(&to, (long)c.missing);
	json_key(&to, "hidden");
	json_number(&to, (long)c.hidden);
	svtree_json(&to, s->trees);
	json_close(&to, '}');
	stralloc_cats(&to, "\n");
	put(s->x, to.s, to.len);
	stralloc_free(&to);
}

static void fit_terminal(struct svtable *look, int over)
{
	struct winsize w;
	if (ioctl(1, TIOCGWINSZ, &w) < 0)
		return;
	look->width = w.ws_col;
	look->height = over && w.ws_row ? w.ws_row - 1u : 0;
}

/* On a terminal a new table is written over the one before. */
static void put_table(struct status *s)
{
	stralloc to = STRALLOC_ZERO;
	int over = s->o->watch && s->terminal;
	tain_now(&s->look.now);
	if (s->terminal)
		fit_terminal(&s->look, over);
	s->look.eol = over ? "\033[K\n" : "\n";
	stralloc_cats(&to, over ? "\033[H" : "");
	svtable_write(s->x, &to, s->trees, &s->look);
	stralloc_cats(&to, over ? "\033[J" : s->o->watch ? "\n" : "");
	put(s->x, to.s, to.len);
	stralloc_free(&to);
}

static int show(void *arg, int anew)
{
	struct status *s = arg;
	if (anew)
		read_all(s);
	if (s->o->json)
		put_json(s);
	else
		put_table(s);
	return put_flush(s->x);
}

static struct svtree *reread(void *arg)
{
	read_all(arg);
	return ((struct status *)arg)->trees;
}

static struct next check(struct status *s)
{
	struct ctx *x = s->x;
	struct next n = colour_wanted(x, s->o->color, &s->look.colours);
	if (n.how == NEXT_EXIT)
		return n;
	if (!s->dirs->s && !s->home)
		return fail(x,
			"there is no scan directory in $WINDLASS_RUN, /run, / or $XDG_RUNTIME_DIR: "
			"name one");
	for (struct word const *w = s->dirs; w->s; w++) {
		x->at = w->at;
		if (access(path_of(s, w->s), F_OK) < 0 && errno != EACCES)
			return failcodesys(x, 100, "unable to show ", w->s);
	}
	return chain(0);
}

static int verdict(struct status *s)
{
	struct svcount c = { 0 };
	svtree_count(&c, s->trees);
	return c.missing ? 1 : c.hidden ? 2 : 0;
}

static struct next run_status(struct ctx *x, struct call const *c)
{
	struct status s = { .x = x, .o = c->opt, .dirs = c->rest, .terminal = isatty(1) };
	s.home = svtree_find(x);
	struct next n = check(&s);
	if (n.how == NEXT_EXIT)
		return n;
	if (s.o->watch) {
		struct svtreewatch w = { .x = x,
			.show = show,
			.read = reread,
			.arg = &s,
			.tick = s.terminal && !s.o->json };
		if (s.terminal && !s.o->json)
			put_text(x, "\033[2J");
		svtreewatch_run(&w);
		return failsys(x, "unable to watch");
	}
	show(&s, 1);
	return leave(verdict(&s));
}

struct cmd const cmd_windlass_status = {
	.name = "windlass-status",
	.brief = "show all services at a glance",
	.says = "show the state of all services",
	.form = "[services...]",
	OPTS(struct opts, opts, .color = "auto"),
	.traits = LEAF,
	.run = run_status,
	.operands =
		"services: service directories, scan directories, or names of services of the scan directory "
		"that is here",
	.exits =
		"0 when every service that is wanted up is up, 1 when one is not, 2 when all that may be seen are "
		"but some may not be seen; 100 when there is nothing to show",
	.help = "Without operands it is about the first scan directory of: service in $WINDLASS_RUN, /run/service, "
		"/service, service in $XDG_RUNTIME_DIR, and where init goes when /run cannot be written to. The logger of a service "
		"stands below it, and so do the services of a scan directory that a service supervises.\n"
		"\n"
		"FOR is how long it has been up or down, DEATHS how many are in its death tally (100+: as many as "
		"it keeps), LAST EXIT what its last run ended with and when, MEMORY what its processes take: of "
		"shared memory their part, where the kernel tells us, else all of it. A service is `up` when it does not tell its "
		"readiness, `not ready` when it is going to. Which services you may see is for s6-svperms "
		"to say; those that you may not are listed as hidden.\n"
		"\n"
		"With --watch nothing is polled where we may watch: the status of a service, or its events. Times on a "
		"terminal go on by the second, memory is looked at every ten seconds.",
	.example = "windlass status\n"
		   "\n"
		   "windlass status --json /run/service",
};
