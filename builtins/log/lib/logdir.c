/* logdir.c - writing to a logdir, and its rotation. */
#include "logdir.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEEP_BUFFER = 1 << 20 };

/* The steps of a rotation. */
static int sync_current(struct logdir *d)
{
	return fsync(d->fd);
}

static int rename_current(struct logdir *d)
{
	return renameat(d->dir, "current", d->dir, "previous");
}

static int mark_previous(struct logdir *d)
{
	return fchmodat(d->dir, "previous", LOGDIR_COMPLETE & ~d->mask, 0);
}

static int seal_processed(struct logdir *d)
{
	int fd = openat(d->dir, "processed", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	int r = fsync(fd) < 0 ? -1 : fchmod(fd, LOGDIR_COMPLETE & ~d->mask);
	fd_close(fd);
	return r;
}

static int drop_previous(struct logdir *d)
{
	return logdir_gone(d, "previous");
}

static int new_state(struct logdir *d)
{
	int r = renameat(d->dir, "newstate", d->dir, "state");
	return r < 0 && errno != ENOENT ? -1 : 0;
}

static int archive_rotated(struct logdir *d)
{
	return logdir_archive(d, d->processor ? "processed" : "previous", ".s");
}

static int trim(struct logdir *d)
{
	return logdir_trim(d->dir, d->keep, d->total);
}

static struct step {
	int (*run)(struct logdir *d);
	char const *what;
	enum logdir_stage next;
} const steps[] = {
	[LOGDIR_WRITING] = { 0, "write to current in", LOGDIR_SYNC },
	[LOGDIR_SYNC] = { sync_current, "sync current in", LOGDIR_RENAME },
	[LOGDIR_RENAME] = { rename_current, "rename current in", LOGDIR_REOPEN },
	[LOGDIR_REOPEN] = { logdir_current, "open current in", LOGDIR_MARK },
	[LOGDIR_MARK] = { mark_previous, "change the mode of previous in", LOGDIR_ARCHIVE },
	[LOGDIR_PROCESSING] = { 0, "write to current in", LOGDIR_SEAL },
	[LOGDIR_SEAL] = { seal_processed, "sync processed in", LOGDIR_DROP },
	[LOGDIR_DROP] = { drop_previous, "remove previous in", LOGDIR_STATE },
	[LOGDIR_STATE] = { new_state, "rename newstate in", LOGDIR_ARCHIVE },
	[LOGDIR_ARCHIVE] = { archive_rotated, "archive a file of", LOGDIR_TRIM },
	[LOGDIR_TRIM] = { trim, "remove old files from", LOGDIR_WRITING },
};

static void next_stage(struct logdir *d)
{
	d->stage =
		d->stage == LOGDIR_MARK && d->processor ? LOGDIR_PROCESSING : steps[d->stage].next;
}

/* Takes the steps that can be taken. Old files that cannot be removed do not stop the rest. */
static char const *advance(struct logdir *d)
{
	while (steps[d->stage].run) {
		struct step const *s = steps + d->stage;
		int r = s->run(d);
		if (r < 0 && d->stage != LOGDIR_TRIM)
			return s->what;
		next_stage(d);
		if (r < 0)
			return s->what;
	}
	return 0;
}

/* How many of the N bytes at S go to current: all, or as far as the line that fills it. */
static size_t portion(struct logdir const *d, char const *s, size_t n)
{
	uint64_t room = d->size < d->full_at ? d->full_at - d->size : 1;
	if (n < room)
		return n;
	char const *end = memchr(s + room - 1, '\n', n - (size_t)room + 1);
	return end ? (size_t)(end - s) + 1 : n;
}

static int write_portion(struct logdir *d)
{
	char const *s = d->out.s + d->head;
	size_t n = portion(d, s, d->out.len - d->head);
	while (n) {
		ssize_t w = fd_write(d->fd, s, n);
		if (w < 0)
			return -1;
		s += w;
		n -= (size_t)w;
		d->head += (size_t)w;
		d->size += (uint64_t)w;
		d->midline = w ? s[-1] != '\n' : d->midline;
	}
	return 0;
}

/* Forgets what is written; a buffer that a bad time has made big is given back. */
static void tidy(struct logdir *d)
{
	d->out.len -= d->head;
	if (!d->out.len && d->out.a > KEEP_BUFFER)
		stralloc_free(&d->out);
	else if (d->out.len)
		memmove(d->out.s, d->out.s + d->head, d->out.len);
	d->head = 0;
}

static int wants_rotation(struct logdir *d)
{
	d->due = d->due && d->size;
	return !d->midline && (d->due || d->size >= d->full_at);
}

char const *logdir_flush(struct logdir *d)
{
	char const *wrong;
	while (!(wrong = advance(d))) {
		int busy = d->stage == LOGDIR_PROCESSING,
		    full = !d->midline && d->size >= d->full_at;
		if (d->out.len > d->head && !(busy && full) && write_portion(d) < 0)
			wrong = steps[d->stage].what;
		if (wrong || busy || !wants_rotation(d))
			break;
		next_stage(d);
	}
	if (d->head)
		tidy(d);
	return wrong;
}

static int put_at(int to, char const *name, int flags)
{
	int fd = open(name, flags, 0666);
	return fd < 0 ? -1 : fd_move(to, fd);
}

int logdir_processor_fds(struct logdir const *d)
{
	if (fchdir(d->dir) < 0 || put_at(0, "previous", O_RDONLY) < 0 ||
		put_at(1, "processed", O_WRONLY | O_CREAT | O_TRUNC) < 0 ||
		put_at(4, "state", O_RDONLY | O_CREAT) < 0)
		return -1;
	return put_at(5, "newstate", O_WRONLY | O_CREAT | O_TRUNC);
}

void logdir_processed(struct logdir *d)
{
	if (d->stage == LOGDIR_PROCESSING)
		next_stage(d);
}

char const *logdir_close(struct logdir *d)
{
	if (fsync(d->fd) < 0 || fchmod(d->fd, LOGDIR_COMPLETE & ~d->mask) < 0)
		return "finish current in";
	return 0;
}
