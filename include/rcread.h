/* rcread.h - reading directories and small files of sources with as few system calls as there can be. */
#ifndef RCREAD_H
#define RCREAD_H

#include "rcsource.h"

/* An entry of a directory; TYPE is one of DT_. */
struct rc_entry {
	char const *name;
	unsigned char type;
};

/* Calls EACH for the entries of FD, a directory, but those that begin with a dot. What EACH is given lasts as
   long as the call. 0, or -1 with errno. */
int rc_each(int fd, void (*each)(void *arg, struct rc_entry e), void *arg);

/* Reads the regular file NAME of DIRFD, of which TYPE is known; the text is from the arena. 0, or -1 with errno: EINVAL
   for what is no regular file. */
int rc_slurp(
	struct rc_source *s, int dirfd, char const *name, unsigned char type, struct rc_file *to);

/* Closes FD, sooner or later: a hundred at once take one system call. rc_close_all: now. */
void rc_close(struct rc_source *s, int fd);
void rc_close_all(struct rc_source *s);

/* Whether NAME of DIRFD, of which TYPE is known, is a directory, perhaps by way of a link. */
int rc_is_directory(int dirfd, char const *name, unsigned char type);

/* Whether NAME may be a service's; if not that is said, as being in FILE at AT. */
int rc_check_name(struct rc_source *s, struct rc_def *d, struct rc_file const *file, uint32_t at,
	char const *name);

/* Reads names into D's list LIST: from the lines of FILE, or the entries of the directory FILE->name. */
void rc_list_lines(
	struct rc_source *s, struct rc_def *d, struct rc_file const *file, enum rc_list list);
void rc_list_directory(struct rc_source *s, struct rc_def *d, int dirfd, struct rc_file const *file,
	enum rc_list list);

/* Reads FILE, an execline script. Nothing to do is no words. */
void rc_script(
	struct rc_source *s, struct rc_def *d, struct rc_file const *file, enum rc_script which);

/* Looks at FILE, a longrun's run or finish. */
void rc_program(struct rc_source *s, struct rc_def *d, struct rc_file const *file);

#endif
