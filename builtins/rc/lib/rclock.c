/* rclock.c - locks of live and compiled directories, and who has them. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rclive.h"

/* Whether FD is what FILE leads to. While a lock was waited for, an update may have put another there. */
static int is_still(int fd, char const *file)
{
	struct stat held, now;
	return fstat(fd, &held) < 0 || stat(file, &now) < 0 ||
	       (held.st_ino == now.st_ino && held.st_dev == now.st_dev);
}

int rclive_lock(char const *file, enum rclive_lock lock, int block, int *fd)
{
	int exclusive = lock == RCLIVE_EXCLUSIVE;
	*fd = open(file, (exclusive ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0)
		return -1;
	int r = fd_lock(*fd, exclusive, !block);
	if (r == 1 && is_still(*fd, file))
		return 0;
	if (r == 1) {
		fd_close(*fd);
		return rclive_lock(file, lock, block, fd);
	}
	int err = r ? errno : EBUSY;
	fd_close(*fd);
	*fd = -1;
	errno = err;
	return -1;
}

/* The process that keeps us from FILE, or 0. */
static pid_t holder(char const *file)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return 0;
	int r = fcntl(fd, F_GETLK, &l);
	fd_close(fd);
	return r < 0 || l.l_type == F_UNLCK || l.l_pid <= 0 ? 0 : l.l_pid;
}

/* The name of the process PID, as the kernel has it; empty if it cannot be read. */
static char const *process_name(struct ctx *x, char const *pid)
{
	char b[32];
	ssize_t n = openreadnclose(join(x, "/proc/", pid, "/comm"), b, sizeof b);
	return n > 1 ? join(x, " (", arena_text(x, b, (size_t)n - 1), ")") : "";
}

struct next rclive_busy(struct ctx *x, char const *file)
{
	char b[DECIMAL];
	char const *name = env_value(x, "RC_NAME");
	pid_t pid = holder(file);
	char const *who = pid ? decimal(b, (unsigned long)pid) : 0;
	return failcode(x, 111, "unable to take the lock ", file, ": it is held by ",
		who ? "process " : "another process", who ? who : "",
		who ? process_name(x, who) : "",
		name ? "; this is part of the oneshot " : " (-b waits for it)", name ? name : "",
		name ? ", which a change waits for: let it depend on what is to be up instead"
		     : "");
}
