/* logfifo.c - the fifos by which services reach a logger that they share. */
#include "logfifo.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loop.h"

struct log_origin logfifo_origin(char *name)
{
	static char const *const streams[] = { "stdout", "stderr" };
	char *dot = strrchr(name, '.');
	for (size_t i = 0; dot && i < 2; i++)
		if (!strcmp(dot + 1, streams[i])) {
			*dot = 0;
			return (struct log_origin){ name, streams[i] };
		}
	return (struct log_origin){ name, streams[0] };
}

int logfifo_open(int dir, char const *file)
{
	struct stat st;
	int fd = openat(dir, file, O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) < 0 || S_ISFIFO(st.st_mode))
		return fd;
	fd_close(fd);
	errno = EINVAL;
	return -1;
}

enum { OWN = sizeof "/proc/self/fd/" + UINT_FMT };

/* By which this process finds what FD has open. */
static void own_path(char *path, int fd)
{
	size_t n = strlen(strcpy(path, "/proc/self/fd/"));
	path[n + uint_fmt(path + n, (unsigned int)fd)] = 0;
}

int logfifo_reopen(int fd)
{
	char path[OWN];
	own_path(path, fd);
	return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

/* Under its name it stands only when it is the owner's. */
static int make(int dir, char const *file)
{
	char temporary[sizeof ".new-" + UINT_FMT] = ".new-";
	struct stat st;
	if (!fstatat(dir, file, &st, AT_SYMLINK_NOFOLLOW))
		return 0;
	temporary[5 + uint_fmt(temporary + 5, (unsigned int)getpid())] = 0;
	if (fstat(dir, &st) < 0 || (mkfifoat(dir, temporary, 0600) < 0 && errno != EEXIST))
		return -1;
	if (!geteuid() && fchownat(dir, temporary, st.st_uid, st.st_gid, AT_SYMLINK_NOFOLLOW) < 0)
		return -1;
	int r = linkat(dir, temporary, dir, file, 0) < 0 && errno != EEXIST ? -1 : 0, err = errno;
	unlinkat(dir, temporary, 0);
	errno = err;
	return r;
}

static int has_reader(int dir, char const *file)
{
	int fd = openat(dir, file, O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return errno != ENXIO; /* what is wrong else shows when it is opened */
	fd_close(fd);
	return 1;
}

/* Whether a reader has come within MS milliseconds. CHANGES tells of those that open something in DIR. */
static int reader_comes(int dir, char const *file, unsigned int ms, int changes)
{
	char events[4096];
	struct pollfd p = { .fd = changes, .events = POLLIN };
	int64_t now = loop_clock(), end = now + (int64_t)ms * LOOP_MS;
	for (; now < end; now = loop_clock()) {
		if (has_reader(dir, file))
			return 1;
		if (poll(&p, 1, (int)((end - now) / LOOP_MS) + 1) > 0)
			fd_read(changes, events, sizeof events);
	}
	return has_reader(dir, file);
}

static int wait_for_reader(int dir, char const *file, unsigned int ms)
{
	char path[OWN];
	own_path(path, dir);
	int changes = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	int found = changes >= 0 && inotify_add_watch(changes, path, IN_OPEN) >= 0 &&
		    reader_comes(dir, file, ms, changes);
	if (changes >= 0)
		fd_close(changes);
	return found;
}

int logfifo_to(int dir, char const *name, char const *stream, unsigned int *ms)
{
	enum { NAME = 255 };
	char file[NAME + 1];
	if (strlen(name) + 1 + strlen(stream) > NAME) {
		errno = ENAMETOOLONG;
		return -1;
	}
	strcpy(file, name);
	strcat(file, ".");
	strcat(file, stream);
	if (make(dir, file) < 0)
		return -1;
	if (*ms && !wait_for_reader(dir, file, *ms))
		*ms = 0;
	int fd = logfifo_open(dir, file);
	return fd < 0 || ndelay_off(fd) < 0 ? -1 : fd;
}
