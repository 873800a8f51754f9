/* logtrim.c - which archives of a logdir stay. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <skalibs/stralloc.h>
#include <skalibs/tai.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "logdir.h"

enum { NAME = 28 }; /* @, 24 digits, .s or .u, NUL */

static int is_archive(char const *name)
{
	tain when;
	char const *end = name + TIMESTAMP;
	return strlen(name) == NAME - 1 && timestamp_scan(name, &when) == TIMESTAMP &&
	       (!strcmp(end, ".s") || !strcmp(end, ".u"));
}

static int list(int dir, stralloc *names)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? 0 : fdopendir(fd);
	if (!d)
		return -1;
	int ok = 1;
	for (struct dirent *e; ok && (e = readdir(d));)
		if (is_archive(e->d_name))
			ok = stralloc_catb(names, e->d_name, NAME);
	closedir(d);
	return ok ? 0 : -1;
}

static uint64_t size_of(int dir, char const *name)
{
	struct stat st;
	return fstatat(dir, name, &st, 0) < 0 ? 0 : (uint64_t)st.st_size;
}

static int by_age(void const *a, void const *b)
{
	return strcmp(a, b);
}

static int trim(int dir, stralloc const *names, uint64_t keep, uint64_t total)
{
	uint64_t left = names->len / NAME, bytes = 0;
	for (size_t i = 0; total && i < names->len; i += NAME)
		bytes += size_of(dir, names->s + i);
	for (size_t i = 0; left > keep || bytes > total; i += NAME, left--) {
		if (i == names->len)
			break;
		if (total)
			bytes -= size_of(dir, names->s + i);
		if (unlinkat(dir, names->s + i, 0) < 0 && errno != ENOENT)
			return -1;
	}
	return 0;
}

int logdir_trim(int dir, uint64_t keep, uint64_t total)
{
	stralloc names = STRALLOC_ZERO;
	int r = list(dir, &names);
	if (!r && names.len) {
		qsort(names.s, names.len / NAME, NAME, by_age);
		r = trim(dir, &names, keep, total);
	}
	int err = errno;
	stralloc_free(&names);
	errno = err;
	return r;
}
