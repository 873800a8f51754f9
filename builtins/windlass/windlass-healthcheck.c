/* windlass-healthcheck.c - whether all services are as they should be: for HEALTHCHECK and probes. */
#include "builtin.h"

#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checks.h"
#include "control.h"
#include "loop.h"
#include "rclive.h"
#include "svclient.h"
#include "svtree.h"

enum kind { READY, LIVE, CHECKS };

struct opts {
	int kind, quiet;
	unsigned int ms;
};

static struct opt const opts[] = {
	SET('r', "ready", struct opts, kind, READY,
		"all that is wanted is up and ready, and its checks are true (default)"),
	SET('l', "live", struct opts, kind, LIVE, "there is a supervisor, and it listens"),
	SET('c', "checks", struct opts, kind, CHECKS,
		"make the checks of the service directories that are named, and nothing else"),
	NUM('t', "timeout", struct opts, ms, UINT32_MAX, "ms",
		"what is not known after this many milliseconds has failed (default: 5000)"),
	SET('q', "quiet", struct opts, quiet, 1, "say nothing"),
	{ 0 },
};

struct health {
	struct ctx *x;
	struct opts const *o;
	char const *home; /* the scan directory, or 0 */
	int64_t deadline;
	char const *name; /* of the service that is looked at */
	unsigned long culprits;
};

#define CULPRIT(h, ...) culprit((h), join((h)->x, __VA_ARGS__))
static void culprit(struct health *h, char const *text)
{
	h->culprits++;
	if (h->o->quiet)
		return;
	put_text(h->x, text);
	put_text(h->x, "\n");
	put_flush(h->x); /* a check that is made next has another stdout */
}

static void check_failed(void *arg, char const *file, char const *what, char const *why)
{
	struct health *h = arg;
	CULPRIT(h, h->name, ": ", file, what ? " " : "", what ? what : "", ": ", why);
}

static void make_checks(struct health *h, char const *name, char const *dir)
{
	struct checks c = {
		.x = h->x, .dir = dir, .deadline = h->deadline, .failed = check_failed, .arg = h
	};
	h->name = name;
	checks_run(&c);
}

/* Why a service that is down is. */
static char const *past(struct health *h, struct svview const *v)
{
	char b[SVVIEW_CAUSE];
	tain at;
	char const *cause = svview_cause(b, v, &at);
	return cause ? join(h->x, ", its last run ended with ", cause) : "";
}

static void check_tree(struct health *h, char const *prefix, struct svtree const *t);

/* NAMED: it has to be up, wanted or not. */
static void check_service(struct health *h, char const *name, struct svnode const *n, int named)
{
	struct svview const *v = &n->view;
	if (v->seen == SVVIEW_DENIED)
		CULPRIT(h, name, ": this user may not see it (s6-svperms)");
	else if (!svview_fine(v) || (named && !v->up))
		CULPRIT(h, name, ": ", svview_word(v), past(h, v));
	else if (v->state == SVVIEW_NOT_READY)
		CULPRIT(h, name, ": not ready");
	else if (v->up)
		make_checks(h, name, n->dir);
	if (n->logger)
		check_service(h, join(h->x, name, "/log"), n->logger, 0);
	if (n->below)
		check_tree(h, join(h->x, name, "/"), n->below);
}

static void check_tree(struct health *h, char const *prefix, struct svtree const *t)
{
	if (t->err)
		CULPRIT(h, t->dir, ": unable to read it: ", strerror(t->err));
	for (struct svnode const *n = t->first; n; n = n->next)
		check_service(h, join(h->x, prefix, n->name), n, 0);
}

/* The bundle that init brings up: one command alone has no services. */
static char const *wanted_bundle(struct health *h)
{
	char b[UINT_FMT];
	unsigned int once = 0;
	ssize_t n =
		openreadnclose(join(h->x, h->home, "/../s6/container_environment/WINDLASS_ONE_OFF"),
			b, sizeof b - 1);
	b[n > 0 ? n : 0] = 0;
	uint_scan(b, &once);
	return once ? "base" : "top";
}

/* What s6-rc should have brought up, by its live directory PATH. Longruns are services of the scan directory. */
static void check_states(struct health *h, struct rclive const *l)
{
	struct rcdb const *db = &l->db;
	struct rcdb_name const *top = rcdb_find(db, wanted_bundle(h));
	unsigned char *wanted = memset(arena_get(h->x, db->services + 1), 0, db->services + 1);
	for (uint32_t i = 0; top && i < top->atomics.n; i++)
		wanted[rcdb_numbers(db, &top->atomics)[i]] = 1;
	for (uint32_t i = 0; i < db->services; i++)
		if ((wanted[i] || l->state[i] & RCLIVE_WANTED) && !(l->state[i] & RCLIVE_UP))
			CULPRIT(h, rcdb_service_name(db, i), ": s6-rc has not brought it up");
}

static struct next check_rc(struct health *h)
{
	struct rclive l;
	int fd;
	char const *path = join(h->x, h->home, "/../s6-rc");
	if (access(path, F_OK) < 0)
		return chain(0);
	if (rclive_lock(join(h->x, path, "/lock"), RCLIVE_SHARED, 0, &fd) < 0) {
		CULPRIT(h, "s6-rc: ",
			errno == EBUSY ? "it is at work: services are brought up or down"
				       : strerror(errno));
		return chain(0);
	}
	fd_close(fd);
	struct next n = rclive_open(&l, h->x, path, RCLIVE_SHARED, 1);
	if (n.how == NEXT_EXIT)
		return n;
	check_states(h, &l);
	rclive_close(&l);
	return chain(0);
}

/* In a container of /init all is there when its own part is over. */
static void check_init(struct health *h)
{
	char const *state = join(h->x, h->home, "/../s6/");
	if (access(join(h->x, state, "container_environment"), F_OK) < 0)
		return;
	if (!access(join(h->x, state, "stopping"), F_OK))
		CULPRIT(h, "init: the container is stopping");
	else if (access(join(h->x, state, "started"), F_OK) < 0)
		CULPRIT(h, "init: the container is still starting");
}

static void check_supervisor(struct health *h)
{
	int heard = control_heard(join(h->x, h->home, "/.s6-svscan"));
	if (heard <= 0)
		CULPRIT(h, h->home, ": ", heard ? strerror(errno) : "there is no supervisor");
}

static struct next check_all(struct health *h)
{
	check_supervisor(h);
	if (h->o->kind == LIVE || h->culprits)
		return chain(0);
	check_init(h);
	check_tree(h, "", svtree_read(h->x, h->home));
	return check_rc(h);
}

static char const *path_of(struct health *h, char const *name)
{
	if (!strchr(name, '/') && h->home && access(name, F_OK) < 0)
		return join(h->x, h->home, "/", name);
	return name;
}

static void check_named(struct health *h, char const *name)
{
	char const *dir = path_of(h, name);
	struct svtree t = { 0 };
	if (access(dir, F_OK) < 0) {
		CULPRIT(h, name, ": there is no such service");
	} else if (h->o->kind == CHECKS) {
		make_checks(h, name, dir);
	} else if (h->o->kind == LIVE) {
		if (service_supervised(dir) <= 0)
			CULPRIT(h, name, ": unsupervised");
	} else {
		svtree_add(h->x, &t, name, dir);
		check_service(h, name, t.first, 1);
	}
}

static struct next run_healthcheck(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct health h = { .x = x, .o = o, .home = svtree_find(x) };
	struct next n = chain(0);
	h.deadline = loop_clock() + (int64_t)o->ms * LOOP_MS;
	if (!c->rest->s && o->kind == CHECKS)
		return usage(x, c->cmd);
	if (!c->rest->s && !h.home)
		CULPRIT(&h, "there is no scan directory: nothing is supervised here");
	else if (!c->rest->s)
		n = check_all(&h);
	for (struct word const *w = c->rest; w->s; w++)
		check_named(&h, word_wire(x, w));
	return n.how == NEXT_EXIT ? n : leave(h.culprits != 0);
}

struct cmd const cmd_windlass_healthcheck = {
	.name = "windlass-healthcheck",
	.brief = "say whether all services are as they should be, for HEALTHCHECK and probes",
	.says = "leave with 0 when all services that are wanted are up, ready and well",
	.form = "[services...]",
	OPTS(struct opts, opts, .ms = 5000),
	.traits = LEAF | FORKS,
	.run = run_healthcheck,
	.operands =
		"services: service directories, or names of services of the scan directory that is here",
	.exits = "1 when something is not as it should be; each culprit has a line on stdout",
	.help = "Without operands it is about the scan directory that windlass status finds: its services, loggers and scan "
		"directories below; in a container of /init, that it has started and is not stopping; and what s6-rc "
		"should have up: the bundle top, if there is one (with WINDLASS_ONE_OFF=2: base), and what was asked for "
		"by name. A service that is not wanted up is no culprit, unless it is named.\n\n"
		"A service declares checks in files of its directory: data/check-tcp, data/check-http, "
		"data/check-file, data/check-exec. doc/healthcheck.md says how.",
	.example =
		"windlass healthcheck\n\nwindlass healthcheck --live\n\nwindlass healthcheck -t 2000 web db",
};
