/* rcwrite.c - writing compiled databases. */
#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "rcdb.h"
#include "rcdbfile.h"

static char const made[] = RCDB_FILE ".new";

/* Writes all of the N parts at V, which are changed. */
static int write_parts(int fd, struct iovec *v, int n)
{
	while (n) {
		ssize_t w = writev(fd, v, n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return -1;
		for (; n && (size_t)w >= v->iov_len; v++, n--)
			w -= (ssize_t)v->iov_len;
		if (n) {
			v->iov_base = (char *)v->iov_base + w;
			v->iov_len -= (size_t)w;
		}
	}
	return 0;
}

static struct iovec part(void const *s, size_t n, size_t size)
{
	return (struct iovec){ .iov_base = (void *)(uintptr_t)s, .iov_len = n * size };
}

static int write_db(struct rcdb const *db, int fd)
{
	struct rcdb_header h = { .magic = RCDB_MAGIC,
		.version = RCDB_VERSION,
		.order = RCDB_ORDER,
		.longruns = db->longruns,
		.services = db->services,
		.names = db->names_n,
		.numbers = db->numbers_n,
		.texts = db->texts_len };
	struct iovec v[] = { part(&h, 1, sizeof h),
		part(db->service, db->services, sizeof *db->service),
		part(db->names, db->names_n, sizeof *db->names),
		part(db->numbers, db->numbers_n, sizeof *db->numbers),
		part(db->texts, db->texts_len, 1) };
	uint64_t sum = rcdb_sum(0, (char const *)&h + RCDB_SUMMED, sizeof h - RCDB_SUMMED);
	for (size_t i = 1; i < sizeof v / sizeof *v; i++)
		sum = rcdb_sum(sum, v[i].iov_base, v[i].iov_len);
	h.sum = rcdb_sum_fold(sum);
	return write_parts(fd, v, sizeof v / sizeof *v);
}

/* Errors of writing may come as late as when the file is closed. */
int rcdb_write(struct rcdb const *db, int dirfd)
{
	int fd = openat(dirfd, made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	int bad = write_db(db, fd) < 0, err = errno;
	if (close(fd) < 0 && !bad) {
		bad = 1;
		err = errno;
	}
	if (!bad && renameat(dirfd, made, dirfd, RCDB_FILE) < 0) {
		bad = 1;
		err = errno;
	}
	if (bad)
		unlinkat(dirfd, made, 0);
	errno = err;
	return bad ? -1 : 0;
}
