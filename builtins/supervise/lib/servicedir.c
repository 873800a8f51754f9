/* servicedir.c - the small files of a service directory. */
#include "servicedir.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/sig.h>
#include <skalibs/types.h>
#include <string.h>
#include <unistd.h>

/* The first line of a small file, without blanks at its end. Returns its length, or -1. */
static ssize_t first_line(int dirfd, char const *name, char *b, size_t size)
{
	int fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = fd < 0 ? -1 : fd_read(fd, b, size - 1);
	int err = errno;
	if (fd >= 0)
		fd_close(fd);
	errno = err;
	if (n < 0)
		return -1;
	b[n] = 0;
	size_t len = strcspn(b, "\n");
	while (len && strchr(" \t\r", b[len - 1]))
		len--;
	b[len] = 0;
	return (ssize_t)len;
}

static void unknown(struct service *s, char const *tried, char const *name)
{
	int err = errno;
	SAY(s, err, tried, name, ", going on as if it were not there");
	errno = err;
}

/* The first line of the file NAME. Returns 0 if there is none, with errno 0, or why it cannot be read. */
static int setting(struct service *s, char const *name, char *b, size_t size)
{
	int found = first_line(s->dir, name, b, size) >= 0;
	if (!found && errno != ENOENT)
		unknown(s, "unable to read ", name);
	else
		errno = 0;
	return found;
}

static void invalid(struct service *s, char const *name, char const *must)
{
	SAY(s, 0, "invalid ", name, ": it must be ", must, ": going on as if it were not there");
	errno = 0;
}

unsigned int servicedir_number(struct service *s, char const *name, unsigned int fallback)
{
	char b[64];
	unsigned int n;
	if (!setting(s, name, b, sizeof b))
		return fallback;
	if (uint0_scan(b, &n))
		return n;
	invalid(s, name, "a number");
	return fallback;
}

size_t servicedir_numbers(struct service *s, char const *name, unsigned int *v, size_t n)
{
	char b[64];
	size_t got = 0, len = 1;
	if (!setting(s, name, b, sizeof b))
		return 0;
	char const *p = b + strspn(b, " \t");
	for (; *p && len && got < n; p += strspn(p, " \t")) {
		p += len = uint_scan(p, v + got);
		got += len && (!*p || strchr(" \t", *p));
	}
	if (got && !*p && *v)
		return got;
	invalid(s, name, n == 2 ? "one number or two, the first not 0" : "numbers");
	return 0;
}

size_t servicedir_word(struct service *s, char const *name, char const *const *words)
{
	char b[64];
	size_t i = 0;
	if (!setting(s, name, b, sizeof b))
		return 0;
	while (words[i] && strcmp(words[i], b))
		i++;
	if (words[i])
		return i;
	struct arena mark = arena_mark(s->v->x);
	char const *list = words[0];
	for (i = 1; words[i]; i++)
		list = join(s->v->x, list, words[i + 1] ? ", " : " or ", words[i]);
	invalid(s, name, list);
	arena_release(s->v->x, mark);
	return 0;
}

int servicedir_signal(struct service *s, char const *name, int fallback)
{
	char b[64];
	int sig;
	if (!setting(s, name, b, sizeof b))
		return fallback;
	if (sig0_scan(b, &sig) && sig > 0 && sig <= SIGRTMAX)
		return sig;
	invalid(s, name, "a signal");
	return fallback;
}

int servicedir_flag(struct service *s, char const *name)
{
	int found = !faccessat(s->dir, name, F_OK, 0);
	if (!found && errno != ENOENT)
		unknown(s, "unable to look for ", name);
	else
		errno = 0;
	return found;
}

int servicedir_set_down(int dirfd, int make)
{
	if (!make)
		return unlinkat(dirfd, "down", 0) < 0 && errno != ENOENT ? -1 : 0;
	int fd = openat(dirfd, "down", O_WRONLY | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	fd_close(fd);
	return 0;
}
