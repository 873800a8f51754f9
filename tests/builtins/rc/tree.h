/* tree.h - source directories from a text: lines SERVICE/FILE=CONTENT or SERVICE/FILE.d/NAME=, where | is a newline
   in the content. */
#ifndef TREE_OF_TEXT_H
#define TREE_OF_TEXT_H

#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Makes the directories that PATH, which it may change for a while, is in below DIRFD. */
static inline void tree_parents(int dirfd, char *path)
{
	for (char *p = path; (p = strchr(p, '/')); p++) {
		*p = 0;
		mkdirat(dirfd, path, 0755);
		*p = '/';
	}
}

/* A line of a tree; one that leads elsewhere makes nothing. */
static inline void tree_line(int dirfd, char *line)
{
	char *content = strchr(line, '=');
	if (!content || *line == '/' || strstr(line, ".."))
		return;
	*content++ = 0;
	for (char *p = content; (p = strchr(p, '|'));)
		*p = '\n';
	tree_parents(dirfd, line);
	int fd = openat(dirfd, line, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return;
	if (write(fd, content, strlen(content)) < 0)
		abort();
	fd_close(fd);
}

/* Makes the tree of TEXT, which it changes, in the directory PATH, which has to be there. */
static inline void tree_make(char const *path, char *text)
{
	int dirfd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char *save = 0;
	for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(0, "\n", &save))
		tree_line(dirfd, line);
	fd_close(dirfd);
}

#endif
