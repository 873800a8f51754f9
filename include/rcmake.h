/* rcmake.h - making a live directory, and having its services supervised. */
#ifndef RCMAKE_H
#define RCMAKE_H

#include "rclive.h"

struct rcmake {
	struct ctx *x;
	char const *live;     /* the link that is to lead to it */
	char const *scandir;  /* absolute, as the rest */
	char const *compiled; /* what its link "compiled" says */
	char const *prefix;
	char const *maker; /* a part of its name */
	struct rcdb const *db;
	char const *dir; /* the directory, once it is made */
	unsigned int ms; /* how long to wait for supervisors; 0: for ever */
};

/* Makes the directory with all but servicedirs, every service in the STATE given. 0, or the path that is to blame,
   with errno; rcmake_remove it then. */
char const *rcmake_dir(struct rcmake *m, unsigned char const *state);
void rcmake_remove(struct rcmake *m);

/* Copies the service directory of longrun I from the compiled one, with a file "down" if DOWN. The same. */
char const *rcmake_service(struct rcmake *m, uint32_t i, int down);

/* Makes LIVE lead to it, at once. 0, or -1 with errno. */
int rcmake_publish(struct rcmake *m);

/* The name of SERVICE in the scan directory. */
char const *rcmake_entry(struct rcmake const *m, char const *service);

/* Makes the links in the scan directory for the services of SET (0: all longruns) that have none, and tells s6-svscan.
   chain(0), or the answer to give after it has removed those that it has made. */
struct next rcmake_link(struct rcmake *m, unsigned char const *set);
void rcmake_unlink(struct rcmake *m, unsigned char const *set);

/* Waits until the services of SET have supervisors. The same, and nothing is removed. */
struct next rcmake_wait(struct rcmake *m, unsigned char const *set);

#endif
