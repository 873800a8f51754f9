/* processes.c - all processes there are. */
#include "processes.h"

#include <dirent.h>
#include <signal.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { IN_KERNEL = 0x00200000 };

/* The field N of those behind the name in a stat file, counted from 0; or 0. */
static char const *field(char const *s, unsigned int n)
{
	while (n-- && s)
		if ((s = strchr(s, ' ')))
			s++;
	return s;
}

/* Reads what /proc has on the process PID. One that has just gone is dead. */
static void look_up(struct process *p, char const *pid)
{
	enum { STATE, PARENT, FLAGS = 6 };
	char path[64] = "/proc/", b[512];
	unsigned int parent = 0, flags = 0;
	strncat(path, pid, 20);
	ssize_t n = openreadnclose(strcat(path, "/stat"), b, sizeof b - 1);
	b[n > 0 ? n : 0] = 0;
	char const *s = strrchr(b, ')');
	p->dead = 1;
	if (!s || !s[1] || !field(s + 2, FLAGS))
		return;
	uint_scan(field(s + 2, PARENT), &parent);
	uint_scan(field(s + 2, FLAGS), &flags);
	p->parent = (pid_t)parent;
	p->dead = strchr("ZX", s[2]) || flags & IN_KERNEL;
}

static int by_pid(void const *a, void const *b)
{
	pid_t p = ((struct process const *)a)->pid, q = ((struct process const *)b)->pid;
	return (p > q) - (p < q);
}

int processes_list(genalloc *list)
{
	DIR *d = opendir("/proc");
	unsigned int pid;
	if (!d)
		return -1;
	for (struct dirent *e; (e = readdir(d));) {
		if (!uint0_scan(e->d_name, &pid))
			continue;
		struct process p = { .pid = (pid_t)pid };
		look_up(&p, e->d_name);
		genalloc_append(struct process, list, &p);
	}
	closedir(d);
	if (list->len)
		qsort(list->s, genalloc_len(struct process, list), sizeof(struct process), by_pid);
	return 0;
}

struct process *processes_find(genalloc const *list, pid_t pid)
{
	struct process key = { .pid = pid };
	return bsearch(&key, list->s, genalloc_len(struct process, list), sizeof key, by_pid);
}

/* Parents mostly come first: a few rounds do, however deep they are. */
void processes_below(genalloc *list, pid_t root)
{
	struct process *first = genalloc_s(struct process, list);
	size_t n = genalloc_len(struct process, list);
	for (int more = 1; more;) {
		more = 0;
		for (struct process *p = first; p < first + n; p++) {
			struct process *parent;
			if (p->below)
				continue;
			parent = processes_find(list, p->parent);
			p->below = p->parent == root || (parent && parent->below);
			more |= p->below;
		}
	}
}

void processes_signal(pid_t root, int sig)
{
	genalloc all = GENALLOC_ZERO;
	if (root == 1) {
		kill(-1, sig);
		return;
	}
	if (processes_list(&all) < 0)
		return;
	processes_below(&all, root);
	struct process const *p = genalloc_s(struct process, &all);
	for (size_t n = genalloc_len(struct process, &all); n; n--, p++)
		if (p->below && p->pid != getpid())
			kill(p->pid, sig);
	genalloc_free(struct process, &all);
}
