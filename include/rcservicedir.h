/* rcservicedir.h - service directories that s6-rc-compile writes. */
#ifndef RCSERVICEDIR_H
#define RCSERVICEDIR_H

#include "rcsource.h"

struct rc_writing {
	struct rc_source *s;
	struct rcdb const *db;
	int fd;           /* the directory they are made in */
	char const *path; /* what that is called */
	int block;        /* what is generated gets -b */
	char const *user; /* whom the fd-holder is to be, or 0 */
};

/* Writes the file NAME below w->fd. 0, or -1 with errno. */
int rc_write_file(struct rc_writing const *w, char const *name, char const *text, size_t len,
	unsigned int mode);

/* Writes the service directory of D, which is in w->db. Each: 0, or -1 with errno after a message. */
int rc_servicedir(struct rc_writing const *w, struct rc_def const *d);

/* Those of the oneshot runner and the fd-holder. */
int rc_own_servicedirs(struct rc_writing const *w);

#endif
