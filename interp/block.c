/* block.c - running blocks: in this process as far as they go, the rest in one of its own. */
#include "block.h"

#include <errno.h>
#include <signal.h>
#include <skalibs/djbunix.h>
#include <unistd.h>

#include "cmd.h"
#include "put.h"
#include "run.h"
#include "spawn.h"
#include "trace.h"

int spawn_capture(struct ctx const *x)
{
	return x->capture && !x->capture->own;
}

int spawn_apart(struct ctx *x)
{
	static struct word const a_block = { 0 };
	struct block *b = spawn_capture(x) ? x->capture : x->block;
	x->culprit = &a_block;
	return !b || b->own ? 1 : spawn_move(x, b);
}

/* Runs the commands that WORDS begins with for as long as they only compute. Returns what is left
   to spawn, or 0 when the chain has ended here, with its exit code, or has moved. */
static struct word *compute(struct ctx *x, struct word *words, int *code)
{
	unsigned int traits = spawn_too_deep(x) ? PURE : PURE | NESTS;
	*code = 0;
	while (words->s) {
		struct cmd const *cmd = words->depth ? 0 : cmd_find(words->s);
		if (!cmd || !(cmd->traits & traits))
			return words;
		struct next n = cmd_call(x, cmd, words);
		if (spawn_moved(x))
			return 0;
		if (n.how == NEXT_EXIT) {
			*code = n.code;
			return 0;
		}
		words = n.words;
	}
	return 0;
}

/* All that PID writes to FD, and how it ends. */
static int gather(pid_t pid, int fd, stralloc *out, int *wstat)
{
	int ok = slurp(out, fd), err = errno;
	fd_close(fd);
	if (spawn_reap(pid, wstat) < 0)
		return -1;
	errno = err;
	return ok ? 0 : -1;
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
	if (pid >= 0)
		return gather(pid, p[0], out, wstat);
	fd_close(p[0]);
	errno = err;
	return -1;
}

static int spawn_and_wait(struct ctx *x, struct word *words, int *wstat)
{
	pid_t pid = spawn(x, words, 0);
	return pid < 0 ? -1 : spawn_reap(pid, wstat);
}

/* What is LEFT of a block takes a process; so does what gathers the output of others around it, for the
   order of what is written. */
static int spawn_rest(struct ctx *x, struct word *left, int *wstat)
{
	x->culprit = left;
	if (x->block->out)
		return spawn_and_read(x, left, x->block->out, wstat);
	if (spawn_capture(x) && spawn_move(x, x->capture) <= 0)
		return -1;
	return spawn_and_wait(x, left, wstat);
}

/* What computes of the block, a level deeper. */
static struct word *compute_block(struct ctx *x, struct word *words, int *code)
{
	trace_nest(x, 1);
	struct word *left = x->each ? words : compute(x, words, code);
	trace_nest(x, -1);
	return left;
}

/* The block of x->block. */
static int run_block(struct ctx *x, struct word *words, int *wstat)
{
	struct block *b = x->block;
	int code = 0, r;
	struct word *left = compute_block(x, words, &code);
	if (b->pid)
		return b->out ? gather(b->pid, b->fd, b->out, wstat) : spawn_reap(b->pid, wstat);
	if (spawn_moved(x))
		return -1;
	if (b->own)
		_exit(left ? spawn_become(x, left, 0) : put_end(x, code));
	if (!left) {
		code = put_end(x, code);
		*wstat = x->sigpipe ? SIGPIPE : code << 8;
		return 0;
	}
	r = spawn_rest(x, left, wstat);
	/* In a process of its own, what has been computed here would have had its exec fail. */
	if (r < 0 && !spawn_moved(x) && left != words && errno != EAGAIN && errno != ENOMEM) {
		*wstat = exec_report(x, "fatal", "unable to exec ", left, errno) << 8;
		r = 0;
	}
	return r;
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
	struct block b = { .out = out };
	int64_t began = trace_nest(x, 0);
	before.env = env_fork(x);
	x->block = &b;
	if (out)
		x->capture = &b;
	x->sigpipe = 0;
	int r = run_block(x, words, wstat);
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
