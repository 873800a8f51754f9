/* fifodir.h - directories of fifos: one side writes events, every listener has a fifo of its own. */
#ifndef FIFODIR_H
#define FIFODIR_H

#include <stddef.h>
#include <sys/types.h>

/* Makes NAME below DIRFD if it is missing: for members of GID only, or for all when GID is -1. 0, or
   -1 with errno. */
int fifodir_make(int dirfd, char const *name, gid_t gid);

/* Lets members of GID listen, or all. 0, or -1 with errno. */
int fifodir_allow(int dirfd, char const *name, gid_t gid);

/* Writes LEN bytes of EVENTS to each listener of the fifodir PATH below DIRFD; listeners that are gone
   are removed. 0, or -1 with errno: some may not have heard. */
int fifodir_notify(int dirfd, char const *path, char const *events, size_t len);

/* Removes the fifos that nobody reads. 0, or -1 with errno. */
int fifodir_clean(int dirfd, char const *path);

struct listener {
	int fd; /* can be read, without blocking, when there are events */
	char path[4096];
};

/* Starts to listen to the fifodir PATH. 0, or -1 with errno. */
int fifodir_listen(struct listener *l, char const *path);
void fifodir_unlisten(struct listener *l);

#endif
