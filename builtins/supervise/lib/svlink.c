/* svlink.c - having a service directory supervised. */
#include "svlink.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>
#include <unistd.h>

#include "control.h"
#include "diag.h"
#include "scanclient.h"
#include "svwait.h"

enum { PUBLIC = 01733, PRIVATE = 03730, MODE = 07777 };

static struct next give_up(struct svlink *l, struct next answer)
{
	if (l->linked)
		unlink(l->path);
	if (l->downed)
		unlink(l->down);
	return answer;
}

/* Makes the event directory of DIR, or sees to it that it is as asked. */
static struct next prepare_events(struct svlink *l, char const *dir)
{
	struct stat st, scan;
	char const *event = join(l->x, dir, "/event");
	mode_t want = l->o.public ? PUBLIC : PRIVATE;
	int exists = !stat(event, &st);
	if (stat(join(l->x, l->scandir, "/.s6-svscan"), &scan) < 0)
		return failsys(l->x, "unable to look at ", l->scandir);
	gid_t gid = l->o.public ? (gid_t)-1 : scan.st_gid;
	if (exists && !l->o.force && (st.st_mode & MODE) != want)
		return fail(l->x, "unable to use ", event, ": it is ",
			l->o.public ? "not public" : "not private", " (-f makes it so)");
	if (fifodir_make(AT_FDCWD, event, gid) < 0 ||
		(exists && l->o.force && fifodir_allow(AT_FDCWD, event, gid) < 0))
		return failsys(l->x, "unable to make ", event);
	return chain(0);
}

static struct next prepare(struct svlink *l)
{
	for (char const *const *dir = l->dirs; *dir; dir++) {
		struct next n = prepare_events(l, *dir);
		if (n.how == NEXT_EXIT)
			return n;
	}
	if (l->o.down == SVLINK_AS_IT_IS)
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
static struct next publish(struct svlink *l, struct svwait *w)
{
	if (symlink(l->target, l->path) < 0) {
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

struct next svlink(struct svlink *l)
{
	struct svwait w;
	struct svwait_opts wait = { .goal = SVWAIT_SUPERVISED, .ms = l->o.ms };
	l->down = join(l->x, l->service, "/down");
	l->dirs = scandir_pair(l->x, l->service);
	struct next n = prepare(l);
	if (n.how == NEXT_EXIT)
		return give_up(l, n);
	svwait_init(l->x, &w, l->dirs, &wait);
	if (svwait_start(&w) < 0)
		return give_up(l, svwait_leave(l->x, &w));
	n = publish(l, &w);
	if (n.how == NEXT_EXIT)
		return give_up(l, n);
	if (l->o.down == SVLINK_DOWN_ONCE)
		unlink(l->down);
	return leave(0);
}
