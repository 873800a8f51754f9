/* tally.c - the death tally: 12 bytes of stamp, exit code, signal. */
#include "tally.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ctx.h"
#include "spawn.h"
#include "svclient.h"

enum { RECORD = TAIN_PACK + 2, CODE = TAIN_PACK, MOST = 4096 };

static char const file[] = "supervise/death_tally";

static struct death unpack(char const *b)
{
	struct death d = { .code = (unsigned char)b[CODE], .signal = (unsigned char)b[CODE + 1] };
	tain_unpack(b, &d.stamp);
	return d;
}

int tally_read(struct ctx *x, char const *dir, struct death **deaths, size_t *n)
{
	char path[SERVICE_PATH];
	stralloc text = STRALLOC_ZERO;
	if (!service_path(path, dir, file) || !openslurpclose(&text, path))
		return -1;
	int whole = text.len % RECORD == 0;
	*n = text.len / RECORD;
	*deaths = arena_get(x, (*n + 1) * sizeof **deaths);
	for (size_t i = 0; i < *n; i++)
		(*deaths)[i] = unpack(text.s + i * RECORD);
	stralloc_free(&text);
	errno = EPROTO;
	return whole ? 0 : -1;
}

/* Leaves the last KEEP records in the tally FD, which is at its end afterwards. */
static int trim(int fd, size_t keep)
{
	char b[RECORD * MOST];
	off_t size = lseek(fd, 0, SEEK_END), want = (off_t)(keep * RECORD);
	if (size <= want)
		return size < 0 ? -1 : 0;
	ssize_t n = pread(fd, b, (size_t)want, size - want);
	if (n < 0 || ftruncate(fd, 0) < 0 || pwrite(fd, b, (size_t)n, 0) < n)
		return -1;
	return lseek(fd, 0, SEEK_END) < 0 ? -1 : 0;
}

int tally_add(int dirfd, tain const *stamp, int wstat, unsigned int most)
{
	char record[RECORD];
	int killed = WIFSIGNALED(wstat);
	if (!most)
		return 0;
	most = most < MOST ? most : MOST;
	int fd = openat(dirfd, file, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	tain_pack(record, stamp);
	record[CODE] = (char)(killed ? status_code(wstat) : WEXITSTATUS(wstat));
	record[CODE + 1] = (char)(killed ? WTERMSIG(wstat) : 0);
	ssize_t w = trim(fd, most - 1) < 0 ? -1 : write(fd, record, RECORD);
	int err = w < 0 ? errno : ENOSPC;
	fd_close(fd);
	errno = err;
	return w == RECORD ? 0 : -1;
}

int tally_forget(int dirfd)
{
	int fd = openat(dirfd, file, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	fd_close(fd);
	return 0;
}
