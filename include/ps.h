/* ps.h - processes as s6-ps shows them (builtins/utils/lib). */
#ifndef PS_H
#define PS_H

#include <skalibs/stralloc.h>
#include <skalibs/tai.h>
#include <sys/types.h>

#include "procstat.h"

struct ctx;

struct ps_process {
	pid_t pid;
	char const *dir; /* in /proc */
	struct procstat
		stat; /* its name is a whole text; 0: this user may know nothing but the pid */
	char const *branches; /* what stands before it in a tree */
};

/* The machine, and the processes on it by pid. */
struct ps {
	struct ctx *x;
	struct ps_process *process;
	size_t n;
	tain boot;
	long long uptime, tick; /* in hundredths of a second; ticks in a second */
	long long memory;       /* real memory and swap, in kilobytes */
	long long page;         /* in bytes */
	char const *symbols;    /* the text of a System.map, or 0 */
};

/* Reads all there is. 0, or the path that was to blame, with errno. */
char const *ps_read(struct ps *ps);

/* Whether P is a part of the kernel. */
int ps_is_kernel(struct ps_process const *p);

/* Puts the processes in the order of a tree, those of the kernel first. */
void ps_tree(struct ps *ps);

/* A column: appends its text for P. */
struct ps_field {
	char const *name;
	void (*text)(struct ps const *ps, struct ps_process const *p, stralloc *to);
};
void ps_name(struct ps const *ps, struct ps_process const *p, stralloc *to);
void ps_tty(struct ps const *ps, struct ps_process const *p, stralloc *to);
void ps_user(struct ps const *ps, struct ps_process const *p, stralloc *to);
void ps_group(struct ps const *ps, struct ps_process const *p, stralloc *to);
void ps_wchan(struct ps const *ps, struct ps_process const *p, stralloc *to);
void ps_args(struct ps const *ps, struct ps_process const *p, stralloc *to);
void ps_environment(struct ps const *ps, struct ps_process const *p, stralloc *to);
extern struct ps_field const ps_fields[]; /* ended by {0} */

/* Appends the text of FILE of P, lines and zeros made blanks, or a star where that may not be read. Returns
   whether there was any. */
int ps_slurp(struct ps const *ps, struct ps_process const *p, char const *file, stralloc *to);

#endif
