/* control.h - a daemon's control fifo and lock: supervise/ of a service, .s6-svscan/ of a scan directory. */
#ifndef CONTROL_H
#define CONTROL_H

#include <stddef.h>

struct control {
	int fifo; /* read and write end in one: it never sees an end of file */
	int lock;
};

/* Makes the directory NAME below DIRFD if it is missing (a dangling link is followed) and takes the lock
   in it. 0, or -1 with errno: EBUSY when somebody else has it. */
int control_lock(struct control *c, int dirfd, char const *name);

/* Opens the fifo "control" in it: from now on there is somebody to talk to. 0, or -1 with errno. */
int control_listen(struct control *c, int dirfd, char const *name);
void control_close(struct control *c);

/* Sends LEN letters to the fifo "control" in the directory PATH. 0, or -1 with errno, of which
   control_unheard says whether it means that nobody listens. */
int control_send(char const *path, char const *letters, size_t len);
int control_unheard(int err);

/* Whether there is somebody who listens to the fifo "control" in the directory PATH: 1, 0, or -1 with
   errno. Needs no right to write to it. */
int control_heard(char const *path);

#endif
