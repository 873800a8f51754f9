/* statusfile.c - replacing a file by one line. */
#include "statusfile.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <string.h>

int statusfile_fit(stralloc *text, size_t size)
{
	size_t whole = text->len;
	if (!stralloc_ready(text, size))
		return -1;
	if (size > whole)
		memset(text->s + whole, '\n', size - whole);
	text->len = size ? size : whole;
	return 0;
}

int statusfile_write(char const *file, stralloc const *text)
{
	stralloc name = STRALLOC_ZERO;
	if (!stralloc_cats(&name, file) || !stralloc_catb(&name, ".new", sizeof ".new"))
		return -1;
	int fd = open(name.s, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	int ok = fd >= 0 && allwrite(fd, text->s, text->len) == text->len;
	if (fd >= 0)
		fd_close(fd);
	ok = ok && !rename(name.s, file);
	int err = errno;
	stralloc_free(&name);
	errno = err;
	return ok ? 0 : -1;
}
