/* outcome.c - what a spawn has come to. */
#include <errno.h>
#include <skalibs/djbunix.h>
#include <sys/wait.h>

#include "run.h"
#include "spawn.h"

int spawn_moved(struct ctx const *x)
{
	return (x->block && x->block->pid) || (x->capture && x->capture->pid);
}

struct next spawn_failed(struct ctx *x)
{
	if (!spawn_moved(x))
		exec_report(x, "fatal", "unable to spawn ", x->culprit, errno);
	return leave(111);
}

unsigned int spawn_warn(struct ctx *x)
{
	if (spawn_moved(x))
		return 0;
	return (unsigned int)exec_report(x, "warning", "unable to spawn ", x->culprit, errno);
}

int spawn_reap(pid_t pid, int *wstat)
{
	return waitpid_nointr(pid, wstat, 0) < 0 ? -1 : 0;
}

int status_code(int wstat)
{
	if (WIFSIGNALED(wstat))
		return 128 + WTERMSIG(wstat);
	return WEXITSTATUS(wstat) > 128 ? 128 : WEXITSTATUS(wstat);
}

unsigned int status_exact(int wstat)
{
	return (unsigned int)(WIFSIGNALED(wstat) ? 256 + WTERMSIG(wstat) : WEXITSTATUS(wstat));
}
