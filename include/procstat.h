/* procstat.h - processes, as /proc has them. */
#ifndef PROCSTAT_H
#define PROCSTAT_H

#include <skalibs/genalloc.h>
#include <sys/types.h>

enum { PROCSTAT_TEXT = 2048 };

/* The numbers of /proc/PID/stat behind the name, which begin with the parent: proc_pid_stat(5). */
enum procstat_number {
	PS_PARENT,
	PS_GROUP,
	PS_SESSION,
	PS_TTY,
	PS_FOREGROUND,
	PS_FLAGS,
	PS_UTIME = 10,
	PS_STIME,
	PS_CUTIME,
	PS_CSTIME,
	PS_PRIORITY,
	PS_NICE,
	PS_THREADS,
	PS_START = 18,
	PS_SIZE,
	PS_RESIDENT,
	PS_LIMIT,
	PS_WCHAN = 31,
	PS_PROCESSOR = 35,
	PS_RT_PRIORITY,
	PS_POLICY,
	PS_NUMBERS
};

struct procstat {
	char const *name; /* the kernel's for it, of name_len bytes, in the text */
	size_t name_len;
	char state;
	long long number[PS_NUMBERS];
};

/* Reads what there is of PID into TEXT, of PROCSTAT_TEXT bytes, and S. 0, or -1 with errno, ESRCH when it has gone. */
int procstat_read(pid_t pid, char *text, struct procstat *s);

/* Whether it is a part of the kernel. */
int procstat_is_kernel(struct procstat const *s);

/* Appends the numbers of all processes (pid_t) to PIDS, the lowest first. 0, or -1 with errno. */
int procstat_pids(genalloc *pids);

#endif
