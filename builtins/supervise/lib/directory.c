/* directory.c - making directories where links may stand. */
#include "directory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

int directory_make(int dirfd, char const *name, mode_t mode)
{
	char target[PATH_MAX];
	if (!mkdirat(dirfd, name, mode))
		return 1;
	if (errno != EEXIST)
		return -1;
	if (!faccessat(dirfd, name, F_OK, 0))
		return 0;
	if (errno != ENOENT)
		return -1;
	ssize_t n = readlinkat(dirfd, name, target, sizeof target - 1);
	if (n < 0)
		return -1;
	target[n] = 0;
	return mkdirat(dirfd, target, mode) < 0 ? -1 : 1;
}
