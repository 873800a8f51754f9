/* logdir.c - writing, rotation and recovery of a logdir. */
#include "logdir.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/tai.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEEP_BUFFER = 1 << 20, MARKED = 0744, UNMARKED = 0644 };

static int gone(struct logdir *d, char const *name)
{
	return unlinkat(d->dir, name, 0) < 0 && errno != ENOENT ? -1 : 0;
}

/* Gives NAME the name of an archive of this moment; an empty or doubled one is removed. */
static int archive(struct logdir *d, char const *name, char const *ending)
{
	char to[TIMESTAMP + 3];
	struct stat st;
	tain now;
	if (fstatat(d->dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : -1;
	if (!st.st_size || st.st_nlink > 1)
		return gone(d, name);
	tain_wallclock_read(&now);
	strcpy(to + TIMESTAMP, ending);
	do {
		timestamp_fmt(to, &now);
		tain_add(&now, &now, &(tain const){ .nano = 1 });
	} while (!faccessat(d->dir, to, F_OK, AT_SYMLINK_NOFOLLOW));
	return renameat(d->dir, name, d->dir, to);
}

static int mark(struct logdir *d, char const *name)
{
	return fchmodat(d->dir, name, MARKED & ~d->mask, 0);
}

static int is_marked(struct logdir *d, char const *name)
{
	struct stat st;
	return !fstatat(d->dir, name, &st, 0) && st.st_mode & S_IXUSR;
}

/* The steps of a rotation. */
static int sync_current(struct logdir *d)
{
	return fsync(d->fd);
}

static int rename_current(struct logdir *d)
{
	return renameat(d->dir, "current", d->dir, "previous");
}

static int open_current(struct logdir *d)
{
	struct stat st;
	int fd = openat(d->dir, "current", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, UNMARKED);
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) < 0 || fchmod(fd, UNMARKED & ~d->mask) < 0) {
		fd_close(fd);
		return -1;
	}
	if (d->fd >= 0)
		fd_close(d->fd);
	d->fd = fd;
	d->size = (uint64_t)st.st_size;
	d->midline = 0;
	d->due = 0;
	return 0;
}

static int mark_previous(struct logdir *d)
{
	return mark(d, "previous");
}

static int seal_processed(struct logdir *d)
{
	int fd = openat(d->dir, "processed", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	int r = fsync(fd) < 0 ? -1 : fchmod(fd, MARKED & ~d->mask);
	fd_close(fd);
	return r;
}

static int drop_previous(struct logdir *d)
{
	return gone(d, "previous");
}

static int new_state(struct logdir *d)
{
	int r = renameat(d->dir, "newstate", d->dir, "state");
	return r < 0 && errno != ENOENT ? -1 : 0;
}

static int archive_rotated(struct logdir *d)
{
	return archive(d, d->processor ? "processed" : "previous", ".s");
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
	[LOGDIR_REOPEN] = { open_current, "open current in", LOGDIR_MARK },
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

int logdir_add(struct logdir *d, char const *head, size_t head_len, char const *line, size_t len)
{
	size_t need = head_len + len + 1;
	if (d->out.a - d->out.len < need && !stralloc_readyplus(&d->out, need))
		return -1;
	char *to = d->out.s + d->out.len;
	memcpy(to, head, head_len);
	memcpy(to + head_len, line, len);
	to[need - 1] = '\n';
	d->out.len += need;
	return 0;
}

/* After a crash nothing is known to be complete. */
static int recover(struct logdir *d)
{
	if (is_marked(d, "current"))
		return archive(d, "previous", ".u");
	if (gone(d, "state") < 0 || gone(d, "newstate") < 0)
		return -1;
	if (is_marked(d, "processed")) {
		if (archive(d, "processed", ".s") < 0 || gone(d, "previous") < 0)
			return -1;
	} else if (gone(d, "processed") < 0)
		return -1;
	if (archive(d, "previous", ".u") < 0 || archive(d, "current", ".u") < 0)
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
	return open_current(d) < 0 ? "open current in" : 0;
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
	if (fsync(d->fd) < 0 || fchmod(d->fd, MARKED & ~d->mask) < 0)
		return "finish current in";
	return 0;
}
