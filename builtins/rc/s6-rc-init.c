/* s6-rc-init.c - make the live directory, and have all longruns supervised. */
#include "builtin.h"

#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "control.h"
#include "rcjournal.h"
#include "rcopen.h"

enum { MISMATCH = 102 };

struct opts {
	char const *live, *compiled, *prefix;
	unsigned int ms;
	int block, real;
};

static struct opt const opts[] = {
	STR('c', "bootdb", struct opts, compiled, "dir",
		"the compiled directory (default: /etc/s6-rc/compiled/current)"),
	RCLIVE_OPT(struct opts, live),
	STR('p', "prefix", struct opts, prefix, "text",
		"begins the names of services in the scan directory"),
	NUM('t', "timeout", struct opts, ms, UINT32_MAX, "ms",
		"give up when not all are supervised after this many milliseconds (default: 0, never)"),
	SET('b', "block", struct opts, block, 1, "wait for a lock that somebody else has"),
	SET('d', "dereference", struct opts, real, 1,
		"remember the compiled directory by its real path, without links"),
	{ 0 },
};

/* The path that is no absolute one, or 0. */
static struct next check_paths(struct ctx *x, struct rcmake const *m)
{
	char const *const paths[] = { m->scandir, m->live, m->compiled };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		if (*paths[i] != '/')
			return fail(x, "not an absolute path: ", paths[i]);
	if (strpbrk(m->prefix, "/\n"))
		return fail(x, "invalid prefix: ", m->prefix);
	int heard = control_heard(join(x, m->scandir, "/.s6-svscan"));
	return heard > 0 ? chain(0) : rcmake_unable(m, !heard);
}

/* What the live directory DIR is that it should not be, or 0. */
static char const *differs(struct rcmake const *m, char const *dir)
{
	struct ctx *x = m->x;
	char prefix[4096];
	char const *scandir = rclive_link(x, dir, "scandir"),
		   *compiled = rclive_link(x, dir, "compiled");
	ssize_t n = openreadnclose(join(x, dir, "/prefix"), prefix, sizeof prefix - 1);
	prefix[n < 0 ? 0 : n] = 0;
	if (!scandir || strcmp(scandir, m->scandir) != 0)
		return "another scan directory";
	if (strcmp(prefix, m->prefix) != 0)
		return "another prefix";
	return !compiled || strcmp(compiled, m->compiled) != 0 ? "another database" : 0;
}

static struct next already(struct rcmake const *m, char const *dir)
{
	char const *what = differs(m, dir);
	if (what)
		return failcode(m->x, MISMATCH, "s6-rc already runs on ", m->live, ", with ", what);
	info(m->x, "s6-rc already running on ", m->live);
	if (access(join(m->x, dir, "/" RCJOURNAL_STARTING), F_OK) < 0)
		return leave(0);
	char const *argv[] = { "s6-rc", "-b", "-l", join(m->x, m->live, ""), "change", 0 };
	return chain(words_of(m->x, argv));
}

/* A directory of supervisors that run, to which LIVE does not lead any more; or 0. */
static int is_lost(struct ctx *x, char const *path, void *arg)
{
	struct stat st;
	(void)arg;
	return !lstat(path, &st) && S_ISDIR(st.st_mode) && rcmake_is_alive(x, path);
}

static struct next recover(struct rcmake *m, char const *dir)
{
	char const *what = differs(m, dir);
	if (what)
		return failcode(m->x, MISMATCH, "s6-rc already runs in ", dir, ", with ", what);
	warn(m->x, "the link ", m->live, " was lost: recovering it");
	m->dir = dir;
	return rcmake_publish(m) < 0 ? failsys(m->x, "unable to make the link ", m->live)
				     : leave(0);
}

static char const *copy_all(struct rcmake *m)
{
	unsigned char *state = arena_get(m->x, m->db->services + 1);
	memset(state, 0, m->db->services + 1);
	char const *blame = rcmake_dir(m, state);
	for (uint32_t i = 0; i < m->db->longruns && !blame; i++) {
		struct arena mark = arena_mark(m->x);
		blame = rcmake_service(m, i, 1);
		if (!blame)
			arena_release(m->x, mark);
	}
	return blame;
}

/* What LIVE leads to before this; no supervisor is left there. */
static void remove_stale(struct rcmake *m, char const *stale)
{
	if (stale && strcmp(stale, m->dir) != 0 && rm_rf(stale) < 0)
		warnsys(m->x, "unable to remove ", stale);
}

static struct next unable(struct rcmake *m, char const *path)
{
	struct next n = failsys(m->x, "unable to make ", path);
	rcmake_remove(m);
	return n;
}

/* Until the link is made, all is as it was. */
static struct next publish(struct rcmake *m)
{
	struct next n = rcmake_link(m, 0);
	if (n.how == NEXT_EXIT) {
		rcmake_remove(m);
	} else if (rcmake_publish(m) < 0) {
		n = unable(m, m->live);
		rcmake_unlink(m, m->made);
	}
	return n;
}

static struct next make(struct rcmake *m)
{
	char real[4096];
	char const *stale = realpath(m->live, real) ? arena_text(m->x, real, strlen(real)) : 0;
	char const *blame = copy_all(m);
	struct next n = blame ? unable(m, blame) : publish(m);
	if (n.how == NEXT_EXIT)
		return n;
	n = rcmake_tell(m);
	remove_stale(m, stale);
	if (n.how != NEXT_EXIT && !rcmake_wait(m, 0))
		return leave(0);
	rcmake_unlink(m, 0);
	unlink(m->live);
	rcmake_remove(m);
	return n.how == NEXT_EXIT ? n : leave(111);
}

static struct next open_and_make(struct rcmake *m, int block)
{
	struct ctx *x = m->x;
	struct rcdb db;
	struct rcopen_opts const o = { .compiled = m->compiled, .block = block };
	struct next n = rcopen(x, &o, RCLIVE_SHARED, &db);
	if (n.how == NEXT_EXIT)
		return n;
	m->db = &db;
	n = make(m);
	rcdb_close(&db);
	return n;
}

/* What an update that was killed has left has to be one of two things before anything is judged by it. */
static struct next recover_update(struct rcmake *m, int block)
{
	int fd;
	struct ctx *x = m->x;
	char const *lock = join(x, m->live, "/lock");
	if (access(join(x, m->live, "/" RCJOURNAL), F_OK) < 0)
		return chain(0);
	if (rclive_lock(lock, RCLIVE_EXCLUSIVE, block, &fd) < 0)
		return errno == EBUSY ? rclive_busy(x, lock) : failsys(x, "unable to lock ", lock);
	struct next n = rcjournal_recover(x, m->live);
	fd_close(fd);
	return n;
}

static struct next make_or_find(struct rcmake *m, int block)
{
	struct ctx *x = m->x;
	if (rcmake_is_alive(x, m->live))
		return already(m, m->live);
	char const *lost = rcmake_siblings(x, m->live, is_lost, 0);
	return lost ? recover(m, lost) : open_and_make(m, block);
}

static struct next run_init(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rcmake m = { .x = x,
		.live = rclive_path(x, o->live),
		.scandir = c->arg[0],
		.compiled = o->compiled,
		.prefix = o->prefix,
		.maker = "s6-rc-init",
		.ms = o->ms };
	char real[4096];
	struct next n = check_paths(x, &m);
	if (n.how == NEXT_EXIT)
		return n;
	if (o->real && !realpath(o->compiled, real))
		return failsys(x, "unable to find ", o->compiled);
	if (o->real)
		m.compiled = real;
	n = recover_update(&m, o->block);
	return n.how == NEXT_EXIT ? n : make_or_find(&m, o->block);
}

struct cmd const cmd_s6_rc_init = {
	.name = "s6-rc-init",
	.brief = "make the live directory of s6-rc, and have all longruns supervised",
	.says = "have the longruns of <--bootdb> supervised in <scandir>, all down, with the live directory "
		"<--livedir>",
	.form = "scandir",
	OPTS(struct opts, opts, .compiled = "/etc/s6-rc/compiled/current", .prefix = ""),
	.traits = LEAF,
	.run = run_init,
	.operands = "scandir: the scan directory of a running s6-svscan",
	.exits =
		"0 when it is done, now or before; " RC_EXITS_BAD
		"; 100 when no s6-svscan runs there; 102 when s6-rc runs already, on something else",
	.help = "Returns when all have their supervisors. When that fails nothing is left. What a machine that was "
		"not shut down has left there is replaced.",
	.example = "s6-rc-init -c /etc/s6-rc/compiled -l /run/s6-rc /run/service",
};
