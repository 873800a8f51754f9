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

static int take_lock(int dirfd)
{
	int fd = openat(dirfd, "lock", O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0644);
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

static int open_fifo(int dirfd)
{
	if (mkfifoat(dirfd, "control", 0600) < 0 && errno != EEXIST)
		return -1;
	return openat(dirfd, "control", O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

/* In the directory NAME below DIRFD. */
static int within(int dirfd, char const *name, int (*act)(int))
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	int made = act(fd), err = errno;
	fd_close(fd);
	errno = err;
	return made;
}

int control_lock(struct control *c, int dirfd, char const *name)
{
	*c = (struct control){ -1, -1 };
	if (directory_make(dirfd, name, 0700) < 0)
		return -1;
	c->lock = within(dirfd, name, take_lock);
	return c->lock < 0 ? -1 : 0;
}

int control_listen(struct control *c, int dirfd, char const *name)
{
	c->fifo = within(dirfd, name, open_fifo);
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

static int open_to_send(char const *path)
{
	char name[PATH_MAX];
	if (snprintf(name, sizeof name, "%s/control", path) >= (int)sizeof name) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return open(name, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
}

int control_unheard(int err)
{
	return err == ENXIO || err == ENOENT || err == ENOTDIR;
}

/* Who may not write to the fifo sees whether the lock is taken. */
static int locked(char const *path)
{
	char name[PATH_MAX];
	if (snprintf(name, sizeof name, "%s/lock", path) >= (int)sizeof name)
		return 0;
	int fd = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
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
