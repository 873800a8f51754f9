/* scanning.c - looking at a scan directory, and again soon when something could not be seen. */
#include <dirent.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <unistd.h>

#include "adopt.h"
#include "scandir.h"
#include "shortage.h"

enum { AGAIN_MS = 50, SHORTAGE_MOST_MS = 5000, AGAIN_MOST_MS = 60000 };

/* Says that WHAT cannot be done with NAME, and has all looked at again. A shortage concerns many and is said
   once a scan; a scan that is made because of it says what is new. */
static int trouble(struct scan *p, char const *what, char const *name)
{
	int err = errno, short_of = shortage(err);
	if (err != p->lacking || (!short_of && !p->retrying))
		warnsys(p->v.x, what, name, ", trying again");
	p->lacking = err;
	p->troubled |= short_of ? 2 : 1;
	return -1;
}

static struct entry *meet(struct scan *p, int at, char const *path, char const *name)
{
	struct stat st;
	int dir = openat(at, path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0 || !supervisor_has_room(&p->v, dir) || fstat(dir, &st) < 0) {
		trouble(p, "unable to open ", name);
		entry_close_end(&dir);
		return 0;
	}
	struct entry *e = entry_new(p, dir, &st, name);
	if (e)
		return e;
	if (p->n < p->most)
		trouble(p, "unable to supervise ", name);
	else
		warn(p->v.x, "unable to supervise ", name, ": too many services");
	fd_close(dir);
	return 0;
}

/* Finds the entry for the directory NAME, PATH below AT: known, or new. Returns 1, 0 if that is no
   directory, or -1 after a message. */
static int look_at(struct scan *p, int at, char const *path, char const *name, struct entry **e)
{
	struct stat st;
	*e = 0;
	if (fstatat(at, path, &st, 0) < 0) {
		if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)
			return 0;
		p->incomplete = 1; /* it may be one that is known */
		return trouble(p, "unable to look at ", name);
	}
	if (!S_ISDIR(st.st_mode))
		return 0;
	*e = entry_find(p, &st);
	if (!*e && !(*e = meet(p, at, path, name)))
		return -1;
	(*e)->seen = (*e)->active = 1;
	return 1;
}

/* The logger of E, if it has one. A pipe once made is kept, so that neither side loses a byte over
   restarts of the other. */
static int look_at_logger(struct scan *p, struct entry *e, char const *name)
{
	struct entry *logger;
	if (look_at(p, e->s.dir, "log", name, &logger) < 0)
		return -1;
	if (p->adopting && logger)
		adopt_pipe(e, logger);
	if (!entry_link(e, logger))
		return 0;
	if (errno != EBUSY)
		return trouble(p, "unable to make a pipe for ", name);
	warn(p->v.x, "unable to use ", name, ": it is the logger of another service");
	return -1;
}

static void open_unless_waiting(struct entry *e)
{
	if (e && !e->again.slot)
		e->scan->open(e);
}

static void look(struct scan *p, int at, char const *name)
{
	struct ctx *x = p->v.x;
	struct entry *e;
	if (*name == '.' || strlen(name) > p->name_max || look_at(p, at, name, name, &e) <= 0)
		return;
	struct arena mark = arena_mark(x);
	int r = look_at_logger(p, e, join(x, name, "/log"));
	arena_release(x, mark);
	if (r < 0) /* a service with a logger does not start without it */
		return;
	open_unless_waiting(e->logger);
	open_unless_waiting(e);
}

static void look_at_all(struct scan *p, DIR *d)
{
	struct dirent *f;
	for (struct entry *e = p->all; e; e = e->next)
		e->seen = 0;
	while ((errno = 0, f = readdir(d)))
		look(p, dirfd(d), f->d_name);
	if (errno) {
		p->incomplete = 1;
		trouble(p, "unable to read ", "the scan directory");
	}
	for (struct entry *e = p->all; e; e = e->next)
		e->active = e->seen || (e->active && p->incomplete);
}

static void come_back(struct scan *p)
{
	unsigned int most = p->troubled & 2 ? SHORTAGE_MOST_MS : AGAIN_MOST_MS;
	p->again_ms = p->troubled ? loop_longer(p->again_ms, AGAIN_MS, most) : 0;
	unsigned int ms = p->again_ms;
	if (!ms || (p->rescan_ms && p->rescan_ms < ms))
		ms = p->rescan_ms;
	if (ms)
		loop_in(&p->v.loop, &p->rescan, ms, scan_now, p);
}

void scan_now(void *arg)
{
	struct scan *p = arg;
	p->retrying = !p->wanted && p->again_ms;
	p->again_ms = p->wanted ? 0 : p->again_ms;
	p->lacking = p->retrying ? p->lacking : 0;
	p->wanted = p->incomplete = p->troubled = 0;
	if (p->stop)
		return;
	DIR *d = opendir(".");
	if (d) {
		look_at_all(p, d);
		closedir(d);
	} else {
		p->incomplete = 1;
		trouble(p, "unable to open ", "the scan directory");
	}
	come_back(p);
}
