/* logopen.c - a logdir's files: opening, archiving, and what a crash has left. */
#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/tai.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "logdir.h"

int logdir_gone(struct logdir *d, char const *name)
{
	return unlinkat(d->dir, name, 0) < 0 && errno != ENOENT ? -1 : 0;
}

int logdir_archive(struct logdir *d, char const *name, char const *ending)
{
	char to[TIMESTAMP + 3];
	struct stat st;
	tain now;
	if (fstatat(d->dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : -1;
	int empty = !st.st_size && strcmp(name, "processed") != 0;
	if (empty || st.st_nlink > 1)
		return logdir_gone(d, name);
	tain_wallclock_read(&now);
	strcpy(to + TIMESTAMP, ending);
	do {
		timestamp_fmt(to, &now);
		tain_add(&now, &now, &(tain const){ .nano = 1 });
	} while (!faccessat(d->dir, to, F_OK, AT_SYMLINK_NOFOLLOW));
	return renameat(d->dir, name, d->dir, to);
}

int logdir_current(struct logdir *d)
{
	struct stat st;
	int fd = openat(
		d->dir, "current", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, LOGDIR_INCOMPLETE);
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) < 0 || fchmod(fd, LOGDIR_INCOMPLETE & ~d->mask) < 0) {
		fd_close(fd);
		return -1;
	}
	if (d->fd >= 0)
		fd_close(d->fd);
	d->fd = fd;
	d->size = (uint64_t)st.st_size;
	d->midline = 0;
	d->due = 0;
	d->turns++;
	return 0;
}

static int is_marked(struct logdir *d, char const *name)
{
	struct stat st;
	return !fstatat(d->dir, name, &st, 0) && st.st_mode & S_IXUSR;
}

/* After a crash nothing is known to be complete. */
static int recover(struct logdir *d)
{
	if (is_marked(d, "current"))
		return logdir_archive(d, "previous", ".u");
	if (logdir_gone(d, "state") < 0 || logdir_gone(d, "newstate") < 0)
		return -1;
	if (is_marked(d, "processed")) {
		if (logdir_archive(d, "processed", ".s") < 0 || logdir_gone(d, "previous") < 0)
			return -1;
	} else if (logdir_gone(d, "processed") < 0)
		return -1;
	if (logdir_archive(d, "previous", ".u") < 0 || logdir_archive(d, "current", ".u") < 0)
		return -1;
	int fd = openat(d->dir, "state", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return -1;
	fd_close(fd);
	return 0;
}

static int take_lock(struct logdir *d)
{
	d->lock = openat(d->dir, "lock", O_WRONLY | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0666);
	int r = d->lock < 0 ? -1 : fd_lock(d->lock, 1, 1);
	if (!r)
		errno = EBUSY;
	return r == 1 ? 0 : -1;
}

char const *logdir_open(struct logdir *d)
{
	struct stat st;
	d->mask = umask(0);
	umask(d->mask);
	d->dir = d->lock = d->fd = -1;
	if (mkdir(d->path, 02700) < 0 && errno != EEXIST)
		return "make the directory";
	d->dir = open(d->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (d->dir < 0 || fstat(d->dir, &st) < 0)
		return "open the directory";
	d->dev = st.st_dev;
	d->ino = st.st_ino;
	if (take_lock(d) < 0)
		return errno == EBUSY ? "lock the directory" : "lock";
	if (recover(d) < 0)
		return "clean up";
	return logdir_current(d) < 0 ? "open current in" : 0;
}
