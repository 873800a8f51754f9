/* rcrecord.c - writing down what becomes of services. */
#include "rcrecord.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loop.h"

_Static_assert(sizeof(struct rcrecord) == 24, "the layout on disk");

enum { MAGIC = sizeof RCRECORD_MAGIC - 1 };

/* A new file begins with the magic; one whose end is torn is cut to whole records. */
static int prepare(int fd, off_t size)
{
	if (size < MAGIC)
		return ftruncate(fd, 0) < 0 || allwrite(fd, RCRECORD_MAGIC, MAGIC) < (size_t)MAGIC
			       ? -1
			       : 0;
	off_t torn = (size - MAGIC) % (off_t)sizeof(struct rcrecord);
	return torn ? ftruncate(fd, size - torn) : 0;
}

static int open_in(int dir)
{
	struct stat st;
	if (!fstatat(dir, RCRECORD_FILE, &st, 0) && st.st_size > RCRECORD_MOST &&
		renameat(dir, RCRECORD_FILE, dir, RCRECORD_OLD) < 0)
		return -1;
	int fd = openat(dir, RCRECORD_FILE, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	if (!fstat(fd, &st) && !prepare(fd, st.st_size))
		return fd;
	int err = errno;
	fd_close(fd);
	errno = err;
	return -1;
}

int rcrecord_open(struct rcrecorder *r, char const *dir)
{
	int fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	r->n = 0;
	r->fd = fd < 0 ? -1 : open_in(fd);
	int err = errno;
	if (fd >= 0)
		fd_close(fd);
	errno = err;
	return r->fd < 0 ? -1 : 0;
}

/* A disk that is full loses the rest of the record, and nothing else. */
void rcrecord_flush(struct rcrecorder *r)
{
	size_t len = r->n * sizeof *r->batch;
	r->n = 0;
	if (r->fd < 0 || !len || allwrite(r->fd, (char const *)r->batch, len) == len)
		return;
	fd_close(r->fd);
	r->fd = -1;
}

void rcrecord_add(
	struct rcrecorder *r, enum rcrecord_kind kind, uint32_t service, uint32_t other, int code)
{
	if (r->fd < 0)
		return;
	r->batch[r->n++] = (struct rcrecord){
		.when = loop_clock(), .service = service, .kind = kind, .other = other, .code = code
	};
	if (r->n == RCRECORD_BATCH)
		rcrecord_flush(r);
}

void rcrecord_close(struct rcrecorder *r)
{
	rcrecord_flush(r);
	if (r->fd >= 0)
		fd_close(r->fd);
	r->fd = -1;
}

struct rcrecord const *rcrecord_read(char const *text, size_t len, size_t *n)
{
	*n = 0;
	if (len < MAGIC || memcmp(text, RCRECORD_MAGIC, MAGIC) != 0)
		return 0;
	*n = (len - MAGIC) / sizeof(struct rcrecord);
	return (struct rcrecord const *)(void const *)(text + MAGIC);
}
