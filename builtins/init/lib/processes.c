/* processes.c - all processes there are. */
#include "processes.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "procstat.h"

/* Reads what /proc has on it. One that has just gone is dead. */
static void look_up(struct process *p)
{
	char text[PROCSTAT_TEXT];
	struct procstat s;
	p->dead = 1;
	if (procstat_read(p->pid, text, &s) < 0)
		return;
	p->parent = (pid_t)s.number[PS_PARENT];
	p->dead = strchr("ZX", s.state) || procstat_is_kernel(&s);
}

static int by_pid(void const *a, void const *b)
{
	pid_t p = ((struct process const *)a)->pid, q = ((struct process const *)b)->pid;
	return (p > q) - (p < q);
}

int processes_list(genalloc *list)
{
	genalloc pids = GENALLOC_ZERO;
	if (procstat_pids(&pids) < 0)
		return -1;
	for (size_t i = 0; i < genalloc_len(pid_t, &pids); i++) {
		struct process p = { .pid = genalloc_s(pid_t, &pids)[i] };
		look_up(&p);
		genalloc_append(struct process, list, &p);
	}
	genalloc_free(pid_t, &pids);
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
