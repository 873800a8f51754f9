/* rcrunner.h - the oneshot runner: its clients, and the scripts that run for them. */
#ifndef RCRUNNER_H
#define RCRUNNER_H

#include <sys/resource.h>
#include <sys/stat.h>

#include "builtin.h"
#include "loop.h"
#include "rcdb.h"
#include "sudo.h"

struct rcrunner {
	struct ctx *x;
	char const *compiled;
	struct rcdb db;
	struct stat known; /* the file that is mapped */
	struct loop loop;
	struct timer idle; /* nothing has run for a while then */
	struct watch clients;
	struct rlimit files;
	int socket, full, leaving;
	uint32_t n;
	void (*ended)(struct rcrunner *r); /* a session has */
	struct rcsession *all, *spare;
};

/* A client: first it is listened to, then its script runs. */
struct rcsession {
	struct rcrunner *r;
	struct rcsession *next, *before;
	int fd, greeted;
	pid_t pid;
	struct watch watch;
	struct timer timer;
	struct child child;
	struct sudo_receiver receiver;
	struct sudo_request request;
};

/* Has the database open that is the live one now. 0, or -1 with errno. */
int rcrunner_refresh(struct rcrunner *r);

/* Serves the client at FD, which is the session's from now on. */
void rcsession_meet(struct rcrunner *r, int fd);

/* Sends SIG to the script, and SIGCONT. */
void rcsession_stop(struct rcsession *s, int sig);

/* Ends a session whose client has not asked for anything yet. */
void rcsession_abandon(struct rcsession *s);

#endif
