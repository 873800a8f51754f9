/* control.c - control fifo and lock. */
#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory.h"

/* The file NAME in the directory DIR. 0, or -1 with errno. */
static int path_in(char *path, char const *dir, char const *name)
{
	errno = ENAMETOOLONG;
	return snprintf(path, PATH_MAX, "%s/%s", dir, name) < PATH_MAX ? 0 : -1;
}

static int take_lock(int dirfd, char const *name)
{
	char path[PATH_MAX];
	if (path_in(path, name, "lock") < 0)
		return -1;
	int fd = openat(dirfd, path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0644);
	if (fd < 0)
		return -1;
	int r = fd_lock(fd, 1, 1);
	if (r == 1)
		return fd;
	int err = r ? errno : EBUSY;
	fd_close(fd);
	errno = err;
	return -1;
}

static int open_fifo(int dirfd, char const *name)
{
	char path[PATH_MAX];
	if (path_in(path, name, "control") < 0)
		return -1;
	if (mkfifoat(dirfd, path, 0600) < 0 && errno != EEXIST)
		return -1;
	return openat(dirfd, path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

int control_lock(struct control *c, int dirfd, char const *name)
{
	*c = (struct control){ -1, -1 };
	if (directory_make(dirfd, name, 0700) < 0)
		return -1;
	c->lock = take_lock(dirfd, name);
	return c->lock < 0 ? -1 : 0;
}

int control_listen(struct control *c, int dirfd, char const *name)
{
	c->fifo = open_fifo(dirfd, name);
	return c->fifo < 0 ? -1 : 0;
}

void control_close(struct control *c)
{
	if (c->fifo >= 0)
		fd_close(c->fifo);
	if (c->lock >= 0)
		fd_close(c->lock);
	*c = (struct control){ -1, -1 };
}

static int open_to_send(char const *dir)
{
	char path[PATH_MAX];
	if (path_in(path, dir, "control") < 0)
		return -1;
	return open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
}

int control_unheard(int err)
{
	return err == ENXIO || err == ENOENT || err == ENOTDIR;
}

/* Who may not write to the fifo sees whether the lock is taken. */
static int locked(char const *dir)
{
	char path[PATH_MAX];
	if (path_in(path, dir, "lock") < 0)
		return 0;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return control_unheard(errno) ? 0 : -1;
	int r = fd_islocked(fd);
	fd_close(fd);
	return r;
}

int control_heard(char const *path)
{
	int fd = open_to_send(path);
	if (fd < 0)
		return control_unheard(errno) ? 0 : errno == EACCES ? locked(path) : -1;
	fd_close(fd);
	return 1;
}

int control_send(char const *path, char const *letters, size_t len)
{
	int fd = open_to_send(path);
	if (fd < 0)
		return -1;
	ssize_t w = write(fd, letters, len);
	int err = errno;
	fd_close(fd);
	errno = w < 0 ? err : EAGAIN;
	return w == (ssize_t)len ? 0 : -1;
}
