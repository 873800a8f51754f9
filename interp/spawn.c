/* spawn.c - the one way to a new process, and the ways around it. */
#include "spawn.h"

#include <errno.h>
#include <signal.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd.h"
#include "put.h"
#include "run.h"
#include "title.h"
#include "trace.h"

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

/* The child borrows our memory until it execs; it touches nothing but ERR and its stack. */
static pid_t spawn_image(struct image const *i, struct plan const *p)
{
	int volatile err = 0;
	pid_t pid = vfork();
	if (!pid) {
		if (!plan_apply(p))
			exec_image(i);
		err = errno;
		_exit(127);
	}
	if (pid < 0 || !err)
		return pid;
	waitpid_nointr(pid, 0, 0);
	errno = err;
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
		x->inner = 0;
		x->capture = 0;
		x->forks++;
	}
	return pid;
}

/* What a child that is ours does. */
static int become(struct ctx *x, struct word *words, struct plan const *plan)
{
	title_set(x, words);
	trace(x, .what = TRACE_FORK);
	if (!plan_apply(plan))
		return run(x, words);
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
		_exit(become(x, words, plan));
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
		_exit(become(x, words, plan));
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

struct next spawn_failed(struct ctx *x)
{
	exec_report(x, "fatal", "unable to spawn ", x->culprit, errno);
	return leave(111);
}

unsigned int spawn_warn(struct ctx *x)
{
	return (unsigned int)exec_report(x, "warning", "unable to spawn ", x->culprit, errno);
}

int spawn_reap(pid_t pid, int *wstat)
{
	return waitpid_nointr(pid, wstat, 0) < 0 ? -1 : 0;
}

/* Runs the commands that WORDS begins with for as long as they only compute. Returns what is left
   to spawn, or 0 when the chain has ended here, with its exit code. */
static struct word *compute(struct ctx *x, struct word *words, int *code)
{
	*code = 0;
	while (words->s) {
		struct cmd const *cmd = words->depth ? 0 : cmd_find(words->s);
		if (!cmd || !(cmd->traits & PURE))
			return words;
		struct next n = cmd_call(x, cmd, words);
		if (n.how == NEXT_EXIT) {
			*code = n.code;
			return 0;
		}
		words = n.words;
	}
	return 0;
}

static int spawn_and_read(struct ctx *x, struct word *words, stralloc *out, int *wstat)
{
	int p[2];
	x->culprit = words;
	if (pipecoe(p) < 0)
		return -1;
	pid_t pid = spawn(x, words, &(struct plan){ .close = p[0], .to = 1, .from = p[1] });
	int err = errno;
	fd_close(p[1]);
	int ok = pid < 0 ? 0 : slurp(out, p[0]);
	if (pid >= 0)
		err = errno;
	fd_close(p[0]);
	if (pid >= 0 && spawn_reap(pid, wstat) < 0)
		return -1;
	errno = err;
	return ok ? 0 : -1;
}

static int spawn_and_wait(struct ctx *x, struct word *words, int *wstat)
{
	pid_t pid = spawn(x, words, 0);
	return pid < 0 ? -1 : spawn_reap(pid, wstat);
}

static void block_ended(struct ctx *x, int wstat, int64_t began)
{
	trace_nest(x, 1);
	trace(x, .what = TRACE_END, .wstat = wstat, .since = began);
	trace_nest(x, -1);
}

static int block(struct ctx *x, struct word *words, stralloc *out, int *wstat)
{
	struct ctx before = *x;
	struct arena mark = arena_mark(x);
	int code = 0, r = 0;
	int64_t began = trace_nest(x, 1);
	before.env = env_fork(x);
	x->inner++;
	x->capture = out;
	x->sigpipe = 0;
	struct word *left = x->each ? words : compute(x, words, &code);
	trace_nest(x, -1);
	if (!left && put_flush(x) < 0 && !x->sigpipe && !code)
		code = 111;
	*wstat = x->sigpipe ? SIGPIPE : code << 8;
	if (left)
		r = out ? spawn_and_read(x, left, out, wstat) : spawn_and_wait(x, left, wstat);
	/* In a process of its own, what has been computed here would have had its exec fail. */
	if (r < 0 && left != words && errno != EAGAIN && errno != ENOMEM) {
		*wstat = exec_report(x, "fatal", "unable to exec ", left, errno) << 8;
		r = 0;
	}
	int err = errno;
	if (!r)
		block_ended(x, *wstat, began);
	if (r < 0)
		before.culprit = x->culprit;
	else
		arena_release(x, mark);
	before.arena = x->arena;
	before.out = x->out;
	*x = before;
	errno = err;
	return r;
}

int spawn_wait(struct ctx *x, struct word *words, int *wstat)
{
	return block(x, words, 0, wstat);
}

int spawn_read(struct ctx *x, struct word *words, stralloc *out, int *wstat)
{
	return block(x, words, out, wstat);
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
