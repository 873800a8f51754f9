/* svstatus.c - the status file. */
#include "svstatus.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <skalibs/uint16.h>
#include <skalibs/uint64.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PAUSED = 1, FINISHING = 2, WANT_UP = 4, READY = 8 };

void svstatus_pack(char *b, struct svstatus const *s)
{
	tain_pack(b, &s->stamp);
	tain_pack(b + 12, &s->ready_at);
	uint64_pack_big(b + 24, (uint64_t)s->pid);
	uint16_pack_big(b + 32, (uint16_t)s->wstat);
	b[34] = (char)((s->paused ? PAUSED : 0) | (s->finishing ? FINISHING : 0) |
		       (s->want_up ? WANT_UP : 0) | (s->ready ? READY : 0));
}

int svstatus_unpack(struct svstatus *s, char const *b, size_t len)
{
	size_t with_pgid = len == SVSTATUS_SIZE_PGID ? 8 : 0;
	uint64_t pid, pgid;
	uint16_t wstat;
	if (len != SVSTATUS_SIZE && len != SVSTATUS_SIZE_PGID)
		return -1;
	tain_unpack(b, &s->stamp);
	tain_unpack(b + 12, &s->ready_at);
	uint64_unpack_big(b + 24, &pid);
	pgid = pid;
	if (with_pgid)
		uint64_unpack_big(b + 32, &pgid);
	uint16_unpack_big(b + 32 + with_pgid, &wstat);
	int flags = b[34 + with_pgid];
	s->pid = (pid_t)pid;
	s->pgid = (pid_t)pgid;
	s->wstat = wstat;
	s->paused = !!(flags & PAUSED);
	s->finishing = !!(flags & FINISHING);
	s->want_up = !!(flags & WANT_UP);
	s->ready = !!(flags & READY);
	return 0;
}

int svstatus_read(struct svstatus *s, char const *dir)
{
	char path[4096], b[SVSTATUS_SIZE_PGID + 1];
	if (snprintf(path, sizeof path, "%s/supervise/status", dir) >= (int)sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	ssize_t n = openreadnclose(path, b, sizeof b);
	if (n < 0)
		return -1;
	if (svstatus_unpack(s, b, (size_t)n) < 0) {
		errno = EPROTO;
		return -1;
	}
	return 0;
}

int svstatus_write(int dirfd, struct svstatus const *s)
{
	static char const name[] = "supervise/status", fresh[] = "supervise/status.new";
	char b[SVSTATUS_SIZE];
	int fd = openat(dirfd, fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	svstatus_pack(b, s);
	ssize_t w = write(fd, b, sizeof b);
	int err = w < 0 ? errno : ENOSPC;
	fd_close(fd);
	if (w == (ssize_t)sizeof b)
		return renameat(dirfd, fresh, dirfd, name);
	unlinkat(dirfd, fresh, 0);
	errno = err;
	return -1;
}

int svstatus_virgin(struct svstatus const *s)
{
	return !s->pid && s->paused;
}
