/* ipcserver.h - the connections of s6-ipcserverd, and what it says about them. */
#ifndef IPCSERVER_H
#define IPCSERVER_H

#include <skalibs/socket.h>
#include <sys/socket.h>
#include <sys/types.h>

#include "ctx.h"
#include "loop.h"

struct ipc_conn {
	struct child child;
	void *server;
	struct ipc_conn *next; /* free ones */
	pid_t pid;             /* 0 for a free one */
	uid_t uid;
};

struct ipc_conns {
	struct ctx *x;
	unsigned int n, most, most_each, verbosity;
	int no_ids; /* nobody knows whose they are */
	struct ipc_conn *all, *spare;
};

/* Somebody who has connected. */
struct ipc_client {
	int fd;
	struct ucred id;
	unsigned int others; /* connections of the same user */
	char path[IPCPATH_MAX + 1];
};

/* Makes room for as many as S says, from the arena. */
void ipc_conns_init(struct ipc_conns *s);

/* A connection with C, served by PID; there must be room. */
struct ipc_conn *ipc_conns_add(struct ipc_conns *s, struct ipc_client const *c, pid_t pid);

/* It has ended so. */
void ipc_conns_remove(struct ipc_conns *s, struct ipc_conn *c, int wstat);

/* Whether C may connect, one of C->others of its user. */
int ipc_conns_admit(struct ipc_conns *s, struct ipc_client *c);

/* Sends SIG to every program. */
void ipc_conns_signal(struct ipc_conns const *s, int sig);

/* Says how many there are. */
void ipc_conns_tell(struct ipc_conns const *s);

#endif
