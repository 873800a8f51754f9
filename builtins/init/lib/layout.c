/* layout.c - writing small trees of files that a table describes. */
#include "layout.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>

#include "ctx.h"

/* Makes the directories that PATH is in. 0, or -1 with errno. */
static int make_parents(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		int r = mkdir(path, 0755);
		*slash = '/';
		if (r < 0 && errno != EEXIST)
			return -1;
	}
	return 0;
}

static int write_file(char const *path, char const *text)
{
	size_t len = strlen(text);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
		strncmp(text, "#!", 2) ? 0644 : 0755);
	if (fd < 0)
		return -1;
	int r = allwrite(fd, text, len) == len ? 0 : -1;
	fd_close(fd);
	return r;
}

char const *layout_write(struct ctx *x, char const *dir, struct layout_row const *rows)
{
	for (; rows->path; rows++) {
		char *path = join(x, dir, "/", rows->path);
		if (make_parents(path) < 0 || (rows->text && write_file(path, rows->text) < 0))
			return path;
	}
	return 0;
}
