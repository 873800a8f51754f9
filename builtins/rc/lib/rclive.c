/* rclive.c - opening the live directory, and its state. */
#include "rclive.h"

#include <fcntl.h>
#include <limits.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rcjournal.h"
#include "rcopen.h"

static char const changing[] = "/changing";

char const *rclive_link(struct ctx *x, char const *path, char const *name)
{
	char b[PATH_MAX];
	ssize_t n = readlink(join(x, path, "/", name), b, sizeof b);
	if (n < (ssize_t)sizeof b)
		return n < 0 ? 0 : arena_text(x, b, (size_t)n);
	errno = ENAMETOOLONG;
	return 0;
}

char const *rclive_servicedir(struct rclive const *l, uint32_t i)
{
	return join(l->x, l->path, "/" RCDB_SERVICEDIRS "/", rcdb_service_name(&l->db, i));
}

static void close_one(int *fd)
{
	if (*fd >= 0)
		fd_close(*fd);
	*fd = -1;
}

void rclive_close(struct rclive *l)
{
	if (l->db.map)
		rcdb_close(&l->db);
	close_one(&l->state_fd);
	close_one(&l->db_lock);
	close_one(&l->lock);
}

/* A oneshot that waits for what waits for it would not say so. */
static void warn_if_nested(struct ctx *x, char const *file, enum rclive_lock lock)
{
	int fd;
	char const *name = env_value(x, "RC_NAME");
	if (!name || lock != RCLIVE_EXCLUSIVE)
		return;
	if (!rclive_lock(file, lock, 0, &fd))
		fd_close(fd);
	else if (errno == EBUSY)
		warn(x, "waiting for the lock ", file, ": if its holder waits for the oneshot ",
			name, ", which this is part of, neither will end");
}

static struct next locked(
	struct rclive *l, char const *file, enum rclive_lock lock, int block, int *fd)
{
	if (block)
		warn_if_nested(l->x, file, lock);
	if (!rclive_lock(file, lock, block, fd))
		return chain(0);
	if (errno == EBUSY)
		return rclive_busy(l->x, file);
	if (errno == ENOENT)
		return failcode(l->x, 111, "unable to open ", file,
			": there is no live directory; s6-rc-init makes one");
	return failsys(l->x, "unable to lock ", file);
}

static struct next take_locks(struct rclive *l, enum rclive_lock lock, int block)
{
	struct ctx *x = l->x;
	if (lock == RCLIVE_NONE || lock == RCLIVE_LOOK)
		return chain(0);
	struct next n = locked(l, join(x, l->path, "/lock"), lock, block, &l->lock);
	return n.how == NEXT_EXIT ? n
				  : locked(l, join(x, l->path, "/compiled/" RCDB_LOCK),
					    RCLIVE_SHARED, block, &l->db_lock);
}

static int are_states(struct rclive const *l)
{
	for (uint32_t i = 0; i < l->db.services; i++)
		if (l->state[i] & ~(RCLIVE_UP | RCLIVE_WANTED))
			return 0;
	return 1;
}

static struct next read_state(struct rclive *l, enum rclive_lock lock)
{
	struct ctx *x = l->x;
	struct stat st;
	char const *file = join(x, l->path, "/state");
	l->state_fd = open(file,
		(lock == RCLIVE_LOOK || lock == RCLIVE_SHARED ? O_RDONLY : O_RDWR) | O_CLOEXEC);
	if (l->state_fd < 0 || fstat(l->state_fd, &st) < 0)
		return failsys(x, "unable to open ", file);
	if (st.st_size != (off_t)l->db.services)
		return failcode(x, RC_BAD, "unable to use ", file,
			": it is not of the size that the database asks for");
	l->state = arena_get(x, l->db.services + 1);
	if (allread(l->state_fd, (char *)l->state, l->db.services) < l->db.services)
		return failsys(x, "unable to read ", file);
	if (!are_states(l))
		return failcode(x, RC_BAD, "unable to use ", file,
			": it is damaged: it has bytes that are no states");
	l->unsure = !access(join(x, l->path, changing), F_OK);
	return chain(0);
}

static struct next read_all(struct rclive *l, enum rclive_lock lock)
{
	char const *compiled = join(l->x, l->path, "/compiled");
	if (!rcdb_open(&l->db, compiled))
		return read_state(l, lock);
	return rcopen_failed(l->x, compiled);
}

static void warn_of_update(struct ctx *x, char const *path)
{
	if (!access(join(x, path, "/" RCJOURNAL), F_OK))
		warn(x, "an update of ", path,
			" is not complete: the next s6-rc change, s6-rc-update or s6-rc-init finishes or undoes it");
	else if (!access(join(x, path, "/" RCJOURNAL_STARTING), F_OK))
		warn(x, "an update of ", path,
			" has not brought up again all that it has stopped: the next s6-rc change, s6-rc-update or s6-rc-init does");
}

struct next rclive_open(
	struct rclive *l, struct ctx *x, char const *path, enum rclive_lock lock, int block)
{
	*l = (struct rclive){ .x = x, .path = path, .lock = -1, .db_lock = -1, .state_fd = -1 };
	struct next n = take_locks(l, lock, block);
	if (n.how != NEXT_EXIT && lock == RCLIVE_EXCLUSIVE)
		n = rcjournal_recover(x, path);
	else if (n.how != NEXT_EXIT && lock == RCLIVE_SHARED)
		warn_of_update(x, path);
	if (n.how != NEXT_EXIT)
		n = read_all(l, lock);
	if (n.how != NEXT_EXIT && lock == RCLIVE_EXCLUSIVE)
		n = rclive_read_pending(l);
	if (n.how == NEXT_EXIT)
		rclive_close(l);
	return n;
}

int rclive_set(struct rclive *l, uint32_t i, unsigned char state)
{
	if (l->state[i] == state)
		return 0;
	if (pwrite(l->state_fd, &state, 1, i) != 1)
		return -1;
	l->state[i] = state;
	return 0;
}

int rclive_changing(struct rclive *l, char const *dir)
{
	int fd = open(join(l->x, dir, changing), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	fd_close(fd);
	return 0;
}

void rclive_changed(struct rclive *l)
{
	l->unsure = unlink(join(l->x, l->path, changing)) < 0 && errno != ENOENT;
}
