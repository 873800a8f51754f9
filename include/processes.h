/* processes.h - all processes there are, as /proc shows them. */
#ifndef PROCESSES_H
#define PROCESSES_H

#include <skalibs/genalloc.h>
#include <sys/types.h>

struct process {
	pid_t pid, parent;
	int dead;   /* a zombie, or part of the kernel */
	int below;  /* processes_below found it so */
	int spared; /* for the caller */
};

/* Appends all processes to LIST (of struct process), by pid. 0, or -1 with errno. */
int processes_list(genalloc *list);

/* The process PID of LIST, or 0. */
struct process *processes_find(genalloc const *list, pid_t pid);

/* Marks those of LIST that are below ROOT. */
void processes_below(genalloc *list, pid_t root);

/* Sends SIG to all that are below ROOT but this process; for ROOT 1 to all there are. */
void processes_signal(pid_t root, int sig);

#endif
