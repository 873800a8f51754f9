/* scandir.c - the entries of a scan directory, found by device and inode. */
#include "scandir.h"

#include <dirent.h>
#include <errno.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int scandir_prune(void)
{
	struct stat st;
	struct dirent *f;
	DIR *d = opendir(".");
	if (!d)
		return -1;
	while ((errno = 0, f = readdir(d)))
		if (*f->d_name != '.' && (f->d_type == DT_LNK || f->d_type == DT_UNKNOWN) &&
			stat(f->d_name, &st) < 0 && errno == ENOENT && !lstat(f->d_name, &st) &&
			S_ISLNK(st.st_mode))
			unlink(f->d_name);
	int err = errno;
	closedir(d);
	errno = err;
	return err ? -1 : 0;
}

enum { ENTRY_TIMERS = 2 }; /* its own, and that of its service */

static struct entry **bucket(struct scan *p, ino_t ino)
{
	return p->bucket + ino % SCAN_BUCKETS;
}

struct entry *entry_find(struct scan *p, struct stat const *st)
{
	struct entry *e = *bucket(p, st->st_ino);
	while (e && (e->ino != st->st_ino || e->dev != st->st_dev))
		e = e->next_in_bucket;
	return e;
}

void entry_close_end(int *fd)
{
	if (*fd >= 0)
		fd_close(*fd);
	*fd = -1;
}

/* The halves of a pipe know each other no more. */
static void part(struct entry *producer, struct entry *logger)
{
	if (!producer || !logger)
		return;
	producer->logger = 0;
	producer->s.out = -1;
	logger->producer = 0;
	logger->s.in = -1;
}

void entry_forget(struct scan *p, struct entry *e)
{
	struct entry **all = &p->all, **in = bucket(p, e->ino);
	while (*all != e)
		all = &(*all)->next;
	*all = e->next;
	while (*in != e)
		in = &(*in)->next_in_bucket;
	*in = e->next_in_bucket;
	part(e, e->logger);
	part(e->producer, e);
	loop_timer_drop(&p->v.loop, &e->again);
	loop_release(&p->v.loop, ENTRY_TIMERS);
	entry_close_end(&e->s.dir);
	entry_close_end(&e->pipe[0]);
	entry_close_end(&e->pipe[1]);
	free(e->s.name);
	free(e);
	p->n--;
}

static char const catch_all[] = "s6-svscan-log";

static void say(struct service *s, char const *const *parts, int err)
{
	struct ctx *x = s->v->x;
	struct arena mark = arena_mark(x);
	char const *prog = x->prog;
	x->prog = join(x, "s6-supervise ", s->name);
	errno = err;
	if (err)
		diag_sys(x, "warning", parts);
	else
		diag(x, "warning", parts);
	x->prog = prog;
	arena_release(x, mark);
}

static void gone(struct service *s)
{
	struct entry *e = s->owner;
	e->open = 0;
	e->dead = 1;
}

struct entry *entry_new(struct scan *p, int dir, struct stat const *st, char const *name)
{
	struct entry *e = p->n < p->most ? calloc(1, sizeof *e) : 0;
	char *copy = e ? strdup(name) : 0;
	if (!copy || loop_promise(&p->v.loop, ENTRY_TIMERS) < 0) {
		free(copy);
		free(e);
		errno = ENOMEM;
		return 0;
	}
	e->s = (struct service){ .v = &p->v,
		.name = copy,
		.dir = dir,
		.in = -1,
		.out = -1,
		.err = -1,
		.gone = gone,
		.end = p->end,
		.say = say,
		.owner = e };
	if (p->console && !strcmp(name, catch_all)) {
		e->s.err = p->console;
		e->s.lasting = p->stay_logged;
	}
	e->scan = p;
	e->dev = st->st_dev;
	e->ino = st->st_ino;
	e->pipe[0] = e->pipe[1] = -1;
	e->next = p->all;
	p->all = e;
	e->next_in_bucket = *bucket(p, e->ino);
	*bucket(p, e->ino) = e;
	p->n++;
	return e;
}

int entry_link(struct entry *e, struct entry *logger)
{
	if (!logger || e->logger == logger)
		return 0;
	errno = EBUSY;
	if (logger->producer)
		return -1;
	if (e->pipe[0] < 0 && pipecoe(e->pipe) < 0) {
		e->pipe[0] = e->pipe[1] = -1;
		return -1;
	}
	if (e->logger) {
		e->logger->replaced = 1;
		part(e, e->logger);
	}
	e->logger = logger;
	logger->producer = e;
	e->s.out = e->pipe[1];
	logger->s.in = e->pipe[0];
	return 0;
}

int entry_is_logger(struct entry const *e)
{
	return e->producer || (strlen(e->s.name) > 4 && !strcmp(strchr(e->s.name, 0) - 4, "/log"));
}

char entry_how(struct entry const *e, char loggers)
{
	if (e->scan->console && e->scan->stay_logged && !strcmp(e->s.name, catch_all))
		return 'q';
	return entry_is_logger(e) ? loggers : 't';
}

int entries_all_gone(struct scan const *p)
{
	for (struct entry const *e = p->all; e; e = e->next)
		if (e->open)
			return 0;
	return 1;
}
