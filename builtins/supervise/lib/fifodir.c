/* fifodir.c - fifodirs, both sides. */
#include "fifodir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbtime.h>
#include <skalibs/djbunix.h>
#include <skalibs/random.h>
#include <skalibs/tai.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory.h"
#include "shortage.h"

enum {
	STAMP_LEN = 25,
	RANDOM_LEN = 6,
	PREFIX_LEN = 7,
	NAME_LEN = PREFIX_LEN + STAMP_LEN + 1 + RANDOM_LEN
};
static char const prefix[] = "ftrig1:";

int fifodir_allow(int dirfd, char const *name, gid_t gid)
{
	int open_to_all = gid == (gid_t)-1;
	if (!open_to_all && fchownat(dirfd, name, (uid_t)-1, gid, 0) < 0)
		return -1;
	return fchmodat(dirfd, name, open_to_all ? 01733 : 03730, 0);
}

int fifodir_make(int dirfd, char const *name, gid_t gid)
{
	int made = directory_make(dirfd, name, 0700);
	return made > 0 ? fifodir_allow(dirfd, name, gid) : made;
}

/* What is wrong with the listener is its own affair, what is wrong with us is not: -1 with errno. */
static int notify_one(int dirfd, char const *name, char const *events, size_t len)
{
	int fd = openat(dirfd, name, O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
	int err = fd < 0 || (len && write(fd, events, len) < 0) ? errno : 0;
	if (fd >= 0)
		fd_close(fd);
	if (err == ENXIO || err == EPIPE)
		unlinkat(dirfd, name, 0);
	errno = err;
	return err && err != EAGAIN && shortage(err) ? -1 : 0;
}

int fifodir_notify(int dirfd, char const *path, char const *events, size_t len)
{
	int fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? 0 : fdopendir(fd);
	if (!d) {
		int err = errno;
		if (fd >= 0)
			fd_close(fd);
		errno = err;
		return -1;
	}
	int err = 0;
	struct dirent *e;
	while ((errno = 0, e = readdir(d)))
		if (!strncmp(e->d_name, prefix, PREFIX_LEN) && strlen(e->d_name) == NAME_LEN &&
			notify_one(fd, e->d_name, events, len) < 0)
			err = errno;
	err = errno ? errno : err;
	closedir(d);
	errno = err;
	return err ? -1 : 0;
}

int fifodir_clean(int dirfd, char const *path)
{
	return fifodir_notify(dirfd, path, "", 0);
}

static int make_name(struct listener *l, char const *path, char *hidden)
{
	char stamp[STAMP_LEN + 1], chars[RANDOM_LEN + 1];
	tain now;
	if (!tain_now(&now))
		return -1;
	timestamp_fmt(stamp, &now);
	stamp[STAMP_LEN] = 0;
	random_name(chars, RANDOM_LEN);
	chars[RANDOM_LEN] = 0;
	int n = snprintf(l->path, sizeof l->path, "%s/%s%s:%s", path, prefix, stamp, chars);
	int m = snprintf(hidden, sizeof l->path, "%s/.%s%s:%s", path, prefix, stamp, chars);
	errno = ENAMETOOLONG;
	return n < (int)sizeof l->path && m < (int)sizeof l->path ? 0 : -1;
}

int fifodir_listen(struct listener *l, char const *path)
{
	char hidden[sizeof l->path];
	l->fd = -1;
	if (make_name(l, path, hidden) < 0 || mkfifo(hidden, 0622) < 0)
		return -1;
	/* Opened for writing too, so that it never sees an end of file. */
	l->fd = open(hidden, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (l->fd >= 0 && !chmod(hidden, 0622) && !rename(hidden, l->path))
		return 0;
	int err = errno;
	unlink(hidden);
	if (l->fd >= 0)
		fd_close(l->fd);
	l->fd = -1;
	errno = err;
	return -1;
}

void fifodir_unlisten(struct listener *l)
{
	if (l->fd < 0)
		return;
	unlink(l->path);
	fd_close(l->fd);
	l->fd = -1;
}
