/* s6-svlink.c - have a service directory supervised: link it into a scan directory. */
#include "builtin.h"

#include <fcntl.h>
#include <limits.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "control.h"
#include "scanclient.h"
#include "svwait.h"

enum { AS_IT_IS, DOWN_ONCE, DOWN_FOR_GOOD };
enum { PUBLIC = 01733, PRIVATE = 03730, MODE = 07777 };

struct opts {
	int down, public, force;
	unsigned int ms;
};

static struct opt const opts[] = {
	SET('d', "down", struct opts, down, DOWN_ONCE,
		"do not start the service; remove its down file"),
	SET('D', "down-for-good", struct opts, down, DOWN_FOR_GOOD,
		"do not start the service; give it a down file"),
	SET('P', "public", struct opts, public, 1, "let everybody wait for its events"),
	SET('f', "force", struct opts, force, 1,
		"set who may do so even if its event directory exists"),
	NUM('t', "timeout", struct opts, ms, UINT32_MAX, "ms",
		"give up waiting for its supervisor after this many milliseconds (default: 0, never)"),
	{ 0 },
};

/* What is made, and has to go when something fails. */
struct link {
	struct ctx *x;
	struct opts const *o;
	char const *scandir, *service, *path, *down;
	char const *const *dirs;
	int linked, downed;
};

static char const *last_part(struct ctx *x, char const *path)
{
	size_t len = strlen(path), from;
	while (len > 1 && path[len - 1] == '/')
		len--;
	for (from = len; from && path[from - 1] != '/'; from--)
		;
	return arena_text(x, path + from, len - from);
}

static struct next give_up(struct link *l, struct next answer)
{
	if (l->linked)
		unlink(l->path);
	if (l->downed)
		unlink(l->down);
	return answer;
}

/* Makes the event directory of DIR, or sees to it that it is as asked. */
static struct next prepare_events(struct link *l, char const *dir)
{
	struct stat st, scan;
	char const *event = join(l->x, dir, "/event");
	mode_t want = l->o->public ? PUBLIC : PRIVATE;
	int exists = !stat(event, &st);
	if (stat(join(l->x, l->scandir, "/.s6-svscan"), &scan) < 0)
		return failsys(l->x, "unable to look at ", l->scandir);
	gid_t gid = l->o->public ? (gid_t)-1 : scan.st_gid;
	if (exists && !l->o->force && (st.st_mode & MODE) != want)
		return fail(l->x, "unable to use ", event, ": it is ",
			l->o->public ? "not public" : "not private", " (-f makes it so)");
	if (fifodir_make(AT_FDCWD, event, gid) < 0 ||
		(exists && l->o->force && fifodir_allow(AT_FDCWD, event, gid) < 0))
		return failsys(l->x, "unable to make ", event);
	return chain(0);
}

static struct next prepare(struct link *l)
{
	for (char const *const *dir = l->dirs; *dir; dir++) {
		struct next n = prepare_events(l, *dir);
		if (n.how == NEXT_EXIT)
			return n;
	}
	if (l->o->down == AS_IT_IS)
		return chain(0);
	int fd = open(l->down, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0 && errno != EEXIST)
		return failsys(l->x, "unable to make ", l->down);
	if (fd >= 0)
		fd_close(fd);
	l->downed = fd >= 0;
	return chain(0);
}

/* Makes the link known; W listens already. */
static struct next publish(struct link *l, struct svwait *w)
{
	if (symlink(l->service, l->path) < 0) {
		struct next n = failsys(l->x, "unable to make the link ", l->path);
		svwait_cancel(w);
		return n;
	}
	l->linked = 1;
	if (scandir_send(l->scandir, "a", 1) < 0) {
		struct next n = control_unheard(errno)
					? fail(l->x, "unable to control ", l->scandir,
						  ": no s6-svscan runs there")
					: failsys(l->x, "unable to control ", l->scandir);
		svwait_cancel(w);
		return n;
	}
	return svwait_end(w) < 0 ? svwait_leave(l->x, w) : chain(0);
}

static struct next link_service(struct link *l)
{
	struct svwait w;
	struct svwait_opts wait = { .goal = SVWAIT_SUPERVISED, .ms = l->o->ms };
	struct next n = prepare(l);
	if (n.how == NEXT_EXIT)
		return give_up(l, n);
	svwait_init(l->x, &w, l->dirs, &wait);
	if (svwait_start(&w) < 0)
		return give_up(l, svwait_leave(l->x, &w));
	n = publish(l, &w);
	if (n.how == NEXT_EXIT)
		return give_up(l, n);
	if (l->o->down == DOWN_ONCE)
		unlink(l->down);
	return leave(0);
}

static struct next run_svlink(struct ctx *x, struct call const *c)
{
	char real[PATH_MAX];
	if (!realpath(c->arg[1], real))
		return failsys(x, "unable to find ", c->arg[1]);
	char const *name = c->arg[2] ? c->arg[2] : last_part(x, c->arg[1]);
	if (!*name || *name == '.' || strchr(name, '/'))
		return fail(x, "invalid name: ", name);
	struct link l = { .x = x, .o = c->opt, .scandir = c->arg[0] };
	l.service = arena_text(x, real, strlen(real));
	l.path = join(x, l.scandir, "/", name);
	l.down = join(x, l.service, "/down");
	l.dirs = scandir_pair(x, l.service);
	if (access(join(x, l.scandir, "/.s6-svscan/control"), F_OK) < 0)
		return fail(x, "unable to control ", l.scandir, ": no s6-svscan runs there");
	return link_service(&l);
}

struct cmd const cmd_s6_svlink = {
	.name = "s6-svlink",
	.brief = "have a service directory supervised: link it into a scan directory",
	.form = "scandir servicedir [name]",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_svlink,
	.operands =
		"scandir: the scan directory that gets the link\n"
		"servicedir: the service directory\n"
		"name: what the link is called; the last part of the service directory unless given",
	.exits = "99 when the time is up, 100 when no s6-svscan runs there",
	.help = "Returns when the service and its logger, if it has one, have their supervisors. When that "
		"fails nothing is left.",
	.example = "s6-svlink -t 5000 /run/service /etc/web",
};
