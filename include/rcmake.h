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
	char const *dir;     /* the directory, once it is made */
	unsigned char *made; /* the links in the scan directory that rcmake_link has made */
	unsigned int ms;     /* how long to wait for supervisors; 0: for ever */
};

/* Finds a name for the directory. */
void rcmake_name(struct rcmake *m);

/* Makes the directory with all but servicedirs, every service in the STATE given. 0, or the path that is to blame,
   with errno; rcmake_remove it then. */
char const *rcmake_dir(struct rcmake *m, unsigned char const *state);
void rcmake_remove(struct rcmake *m);

/* Copies the service directory of longrun I from the compiled one, with a file "down" if DOWN. The same. */
char const *rcmake_service(struct rcmake *m, uint32_t i, int down);

/* What the link is called, behind the directory's name, before it becomes LIVE. */
#define RCMAKE_LINK ":link"

/* Makes LIVE lead to it, at once. 0, or -1 with errno. */
int rcmake_publish(struct rcmake *m);

/* The name of SERVICE in the scan directory. */
char const *rcmake_entry(struct rcmake const *m, char const *service);

/* Makes the links in the scan directory for the services of SET (0: all longruns) that have none. chain(0), or the answer
   to give after it has removed those that it has made. */
struct next rcmake_link(struct rcmake *m, unsigned char const *set);
void rcmake_unlink(struct rcmake *m, unsigned char const *set);

/* Removes the links in the scan directory that are LIVE's and lead to no longrun of its database. 0, or the path that is to
   blame, with errno. */
char const *rcmake_sweep(struct rcmake *m);

/* The answer when s6-svscan cannot be told anything: NOBODY is there, or as errno says. */
struct next rcmake_unable(struct rcmake const *m, int nobody);

/* Tells s6-svscan of links. chain(0), or the answer to give. */
struct next rcmake_tell(struct rcmake *m);

/* Waits until the services of SET have supervisors. 0, or -1 after a warning. */
int rcmake_wait(struct rcmake *m, unsigned char const *set);

/* Writes the file PATH. 0, or -1 with errno. */
int rcmake_file(char const *path, void const *s, size_t len);

/* Whether the live directory DIR has supervisors. */
int rcmake_is_alive(struct ctx *x, char const *dir);

/* Calls ACT for what was made beside LIVE until it is not 0. The path it was called for then, from the arena, or 0. */
char const *rcmake_siblings(struct ctx *x, char const *live,
	int (*act)(struct ctx *x, char const *path, void *arg), void *arg);

/* Removes what those have left who were killed: all but what LIVE leads to, and what has supervisors. */
void rcmake_clean(struct ctx *x, char const *live);

#endif
