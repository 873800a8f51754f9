/* rcread.c - reading directories and files of sources. */
#include "rcread.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "closerange.h"

/* As the kernel writes it. */
struct dirent_raw {
	uint64_t ino;
	int64_t off;
	unsigned short len;
	unsigned char type;
	char name[];
};

enum { ENTRIES = 1 << 15 };

int rc_each(int fd, void (*each)(void *arg, struct rc_entry e), void *arg)
{
	_Alignas(struct dirent_raw) char b[ENTRIES];
	long n;
	while ((n = syscall(SYS_getdents64, fd, b, sizeof b)) > 0)
		for (long i = 0; i < n;) {
			struct dirent_raw const *e = (void const *)(b + i);
			if (e->name[0] != '.')
				each(arg, (struct rc_entry){ e->name, e->type });
			i += e->len;
		}
	return n < 0 ? -1 : 0;
}

static int rising(void const *a, void const *b)
{
	return *(int const *)a - *(int const *)b;
}

static void close_run(int from, int to)
{
	if (from < to && !close_between((unsigned int)from, (unsigned int)to, 0))
		return;
	for (; from <= to; from++)
		fd_close(from);
}

void rc_close_all(struct rc_source *s)
{
	int err = errno, from = 0;
	qsort(s->done, (size_t)s->done_n, sizeof *s->done, rising);
	for (int i = 0; i < s->done_n; i++) {
		if (i + 1 < s->done_n && s->done[i + 1] == s->done[i] + 1)
			continue;
		close_run(s->done[from], s->done[i]);
		from = i + 1;
	}
	s->done_n = 0;
	errno = err;
}

void rc_close(struct rc_source *s, int fd)
{
	s->done[s->done_n++] = fd;
	if (s->done_n == RC_DONE)
		rc_close_all(s);
}

/* Reads FD to its end into s->buffer, which grows as needed. */
static ssize_t read_all(struct rc_source *s, int fd)
{
	size_t len = 0;
	for (;;) {
		ssize_t n = fd_read(fd, s->buffer + len, s->buffer_size - len);
		if (n < 0)
			return -1;
		len += (size_t)n;
		if (!n || len < s->buffer_size)
			return (ssize_t)len;
		char *bigger = arena_get(s->x, s->buffer_size * 2);
		memcpy(bigger, s->buffer, len);
		s->buffer = bigger;
		s->buffer_size *= 2;
	}
}

int rc_slurp(
	struct rc_source *s, int dirfd, char const *name, unsigned char type, struct rc_file *to)
{
	struct stat st;
	int fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return -1;
	ssize_t n = -1;
	if (type == DT_REG || (!fstat(fd, &st) && (S_ISREG(st.st_mode) || (errno = EINVAL, 0))))
		n = read_all(s, fd);
	rc_close(s, fd);
	if (n < 0)
		return -1;
	*to = (struct rc_file){
		.name = name, .text = arena_text(s->x, s->buffer, (size_t)n), .len = (size_t)n
	};
	return 0;
}

int rc_is_directory(int dirfd, char const *name, unsigned char type)
{
	struct stat st;
	if (type == DT_DIR)
		return 1;
	return (type == DT_LNK || type == DT_UNKNOWN) && !fstatat(dirfd, name, &st, 0) &&
	       S_ISDIR(st.st_mode);
}
