/* leftover.c - who is still there at the end. */
#include "leftover.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <skalibs/djbunix.h>
#include <skalibs/random.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctx.h"
#include "diag.h"
#include "processes.h"
#include "scanclient.h"
#include "shutdown.h"
#include "svclient.h"
#include "svstatus.h"

/* Whether PID is a supervisor of one service, as those are that are not ours. */
static int is_supervise(pid_t pid)
{
	char path[64], name[32], b[DECIMAL];
	ssize_t n;
	snprintf(path, sizeof path, "/proc/%s/comm", decimal(b, (unsigned long)pid));
	n = openreadnclose(path, name, sizeof name - 1);
	return n > 0 && !strncmp(name, "s6-supervise", 12);
}

static pid_t parent_of(pid_t pid)
{
	genalloc all = GENALLOC_ZERO;
	pid_t parent = 0;
	if (!processes_list(&all)) {
		struct process const *p = processes_find(&all, pid);
		parent = p ? p->parent : 0;
	}
	genalloc_free(struct process, &all);
	return parent;
}

pid_t leftover_supervisor(void)
{
	pid_t parent = getppid();
	return parent != 1 && is_supervise(parent) ? parent_of(parent) : parent;
}

/* Spares PID and those between it and the first process. */
static void spare(genalloc const *all, pid_t pid)
{
	for (struct process *p; pid > 1 && (p = processes_find(all, pid)) && !p->spared;
		pid = p->parent)
		p->spared = 1;
}

int leftover_any(pid_t root, char const *logger)
{
	genalloc all = GENALLOC_ZERO;
	struct svstatus st;
	int left = 0;
	if (processes_list(&all) < 0)
		return root != 1 || !kill(-1, 0);
	spare(&all, getpid());
	if (logger && !svstatus_read(&st, logger))
		spare(&all, st.pid);
	processes_below(&all, root);
	struct process const *p = genalloc_s(struct process, &all);
	for (size_t n = genalloc_len(struct process, &all); n && !left; n--, p++)
		left = !p->dead && !p->spared && (root == 1 ? p->pid != 1 : p->below);
	genalloc_free(struct process, &all);
	return left;
}

/* The service NAME leaves the scan directory, so that nobody starts it again. */
static void hide(struct ctx *x, char const *name)
{
	stralloc hidden = STRALLOC_ZERO;
	char const *old = join(x, "../", name);
	if (!stralloc_cats(&hidden, join(x, "../." SHUTDOWN_SERVICE ":", name, ":")) ||
		random_sauniquename(&hidden, 6) < 0 || !stralloc_0(&hidden) ||
		rename(old, hidden.s) < 0)
		warnsys(x, "unable to rename ", old);
	else if (service_send(hidden.s, "d", 1) < 0 && errno != ENOENT && errno != ENXIO)
		warnsys(x, "unable to stop ", name);
	stralloc_free(&hidden);
}

void leftover_hide(struct ctx *x, int keep_logger)
{
	DIR *dir = opendir("..");
	struct dirent const *e;
	if (!dir) {
		warnsys(x, "unable to read the scan directory");
		return;
	}
	while ((e = readdir(dir))) {
		struct arena mark = arena_mark(x);
		if (*e->d_name != '.' && strcmp(e->d_name, SHUTDOWN_SERVICE) != 0 &&
			(!keep_logger || strcmp(e->d_name, SHUTDOWN_LOGGER) != 0))
			hide(x, arena_text(x, e->d_name, strlen(e->d_name)));
		arena_release(x, mark);
	}
	closedir(dir);
	if (scandir_send("..", "an", 2) < 0)
		warnsys(x, "unable to tell s6-svscan that services are gone");
}
