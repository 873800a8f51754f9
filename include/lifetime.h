/* lifetime.h - what a service does by itself, for who tells it what to do. */
#ifndef LIFETIME_H
#define LIFETIME_H

#include "service.h"

/* Starts run, or says why that is impossible and tries again later. */
void life_start(struct service *s);

/* The supervisor has left: closes all, and S->gone. */
void life_leave(struct service *s);

/* Leaves, but lets a logger that ought to be up start again to read what still comes. */
void life_leave_read(struct service *s);

/* Whether it is to be up. */
void life_want(struct service *s, int up);

/* Sends SIGKILL to it in MS milliseconds, and again every 5 seconds, until it is dead. */
void life_kill_in(struct service *s, unsigned int ms);

/* supervise/status as S->st is, and events to who listens. What goes wrong is warned of, and done later. */
void life_save(struct service *s);
void life_tell(struct service *s, char const *events);

/* Sends SIG to PID, which is S's or, negative, its group's. */
void life_signal(struct service *s, pid_t pid, int sig);

/* Between lifetime.c and late.c: watches readiness.fd, if there is one; S is behind with something; it is no more. */
void life_watch(struct service *s);
void life_later(struct service *s);
void life_forget_late(struct service *s);

/* Watches what S, which was handed over, has: its process, the descriptor of its readiness, its time. 0, or -1
   with errno. */
int life_resume(struct service *s);

#endif
