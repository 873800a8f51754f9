/* spawn.c - the one way to a new process. */
#include "block.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd.h"
#include "diag.h"
#include "put.h"
#include "run.h"
#include "title.h"
#include "trace.h"

int spawn_too_deep(struct ctx const *x)
{
	return (uintptr_t)__builtin_frame_address(0) < x->floor;
}

static int plan_apply(struct plan const *p)
{
	if (!p)
		return 0;
	if (p->close >= 0)
		fd_close(p->close);
	if (p->from >= 0 && (fd_move(p->to, p->from) < 0 || uncoe(p->to) < 0))
		return -1;
	return p->setup ? p->setup(p->arg) : 0;
}

/* A child that borrows our memory until it execs; it touches nothing but ERR and its stack. */
struct borrower {
	struct image const *image;
	struct plan const *plan;
	int volatile err;
};

static int borrow(void *arg)
{
	struct borrower *b = arg;
	if (!plan_apply(b->plan))
		exec_image(b->image);
	b->err = errno;
	_exit(127);
}

static pid_t spawn_image(struct image const *i, struct plan const *p)
{
	enum { STACK = 32768 }; /* of which exec_image takes the length of a path */
	_Alignas(16) char stack[STACK];
	struct borrower b = { .image = i, .plan = p };
	int share = p && p->parts ? CLONE_FILES : 0;
	pid_t pid = clone(borrow, stack + STACK, CLONE_VM | CLONE_VFORK | SIGCHLD | share, &b);
	if (pid < 0 || !b.err)
		return pid;
	waitpid_nointr(pid, 0, 0);
	errno = b.err;
	return -1;
}

static int is_ours(struct word const *w)
{
	return !w->s || (!w->depth && cmd_find(w->s));
}

pid_t spawn_split(struct ctx *x)
{
	pid_t pid = fork();
	if (!pid) {
		x->block = 0;
		x->capture = 0;
		x->patience = 0;
		x->forks++;
	}
	return pid;
}

int spawn_become(struct ctx *x, struct word *words, struct plan const *plan)
{
	title_set(x, words);
	trace(x, .what = TRACE_FORK);
	x->block = 0;
	x->capture = 0;
	if (!plan_apply(plan)) {
		if (!spawn_too_deep(x))
			return run(x, words);
		start_again(x, words);
	}
	exec_report(x, "fatal", "unable to spawn ", words, errno);
	return 111;
}

static pid_t spawn_foreign(struct ctx *x, struct word *words, struct plan const *plan)
{
	struct image i = image_make(x, words);
	pid_t pid = spawn_image(&i, plan);
	if (pid > 0)
		trace(x, .what = TRACE_VFORK, .words = words, .child = pid);
	return pid;
}

static pid_t start(struct ctx *x, struct word *words, struct plan const *plan)
{
	x->culprit = words;
	if (!is_ours(words))
		return spawn_foreign(x, words, plan);
	pid_t pid = spawn_split(x);
	if (!pid)
		_exit(spawn_become(x, words, plan));
	return pid;
}

pid_t spawn(struct ctx *x, struct word *words, struct plan const *plan)
{
	trace_nest(x, 1);
	pid_t pid = start(x, words, plan);
	trace_nest(x, -1);
	return pid;
}

/* The middle process: starts the one that counts, says its pid and is gone. */
static void spawn_middle(struct ctx *x, struct word *words, struct plan const *plan, int to)
{
	pid_t pid = spawn_split(x);
	if (!pid) {
		fd_close(to);
		_exit(spawn_become(x, words, plan));
	}
	_exit(pid < 0 || fd_write(to, (char const *)&pid, sizeof pid) != sizeof pid);
}

pid_t spawn_detached(struct ctx *x, struct word *words, struct plan const *plan)
{
	int p[2], wstat;
	pid_t pid = -1;
	x->culprit = words;
	if (pipecoe(p) < 0)
		return -1;
	pid_t middle = spawn_split(x);
	if (!middle) {
		fd_close(p[0]);
		spawn_middle(x, words, plan, p[1]);
	}
	fd_close(p[1]);
	if (middle > 0 && fd_read(p[0], (char *)&pid, sizeof pid) != sizeof pid) {
		pid = -1;
		errno = EAGAIN;
	}
	fd_close(p[0]);
	if (middle > 0)
		spawn_reap(middle, &wstat);
	return pid;
}

int spawn_move(struct ctx *x, struct block *b)
{
	int p[2];
	struct plan plan = PLAN_NONE;
	if (b->out && pipecoe(p) < 0)
		return -1;
	if (b->out)
		plan = (struct plan){ .close = p[0], .from = p[1], .to = 1 };
	b->pid = fork();
	b->own = !b->pid;
	if (b->own)
		trace(x, .what = TRACE_FORK);
	if (b->own && plan_apply(&plan) < 0)
		_exit(failsys(x, "unable to move a descriptor").code);
	if (b->out && !b->own) {
		fd_close(p[1]);
		b->fd = p[0];
	}
	if (b->own || b->pid > 0)
		return b->own;
	if (b->out)
		fd_close(p[0]);
	b->pid = 0;
	return -1;
}
