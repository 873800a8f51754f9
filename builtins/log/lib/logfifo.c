/* logfifo.c - the fifos by which services reach a logger that they share. */
#include "logfifo.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

int logfifo_reopen(int fd)
{
	char path[sizeof "/proc/self/fd/" + UINT_FMT] = "/proc/self/fd/";
	path[strlen(path) + uint_fmt(path + strlen(path), (unsigned int)fd)] = 0;
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

int logfifo_to(int dir, char const *name, char const *stream)
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
	int fd = make(dir, file) < 0 ? -1 : logfifo_open(dir, file);
	return fd < 0 || ndelay_off(fd) < 0 ? -1 : fd;
}
