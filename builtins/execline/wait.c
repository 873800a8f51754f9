/* wait.c - wait for children, then go on. */
#include <signal.h>
#include <skalibs/types.h>
#include <sys/wait.h>
#include <time.h>

#include "execline.h"
#include "loop.h"

enum { GONE = 127, TIMED_OUT = 99, FOREVER = -1, ANY = -1 };

struct opts {
	int insist, one, timed;
	unsigned int timeout;
};

static struct opt const opts[] = {
	SET('I', "no-insist", struct opts, insist, 0, "go on when time is up (default)"),
	SET('i', "insist", struct opts, insist, 1, "leave with 99 when time is up"),
	SET('a', "all", struct opts, one, 0, "wait for all of them (default)"),
	SET('o', "one", struct opts, one, 1, "wait for the first of them"),
	SET('r', "reap", struct opts, timed, 2, "do not wait, only see who has ended"),
	NUM('t', "timeout", struct opts, timeout, UINT32_MAX, "ms", "wait that long at most",
		ALSO(struct opts, timed, 1)),
	{ 0 },
};

/* One that is waited for, or ANY. */
struct awaited {
	pid_t pid; /* 0: not any more */
	int code;
};

struct waiting {
	struct awaited *v;
	size_t n, left;
	pid_t first; /* who ended first, or 0 */
	int code;
};

static void take(struct waiting *w, struct awaited *a, pid_t pid, int wstat)
{
	int code = status_code(wstat);
	if (!w->first) {
		w->first = pid;
		w->code = code;
	}
	if (a->pid == ANY)
		return;
	a->code = code;
	a->pid = 0;
	w->left--;
}

/* Nobody of this kind is left, or ever was. */
static void give_up(struct waiting *w, struct awaited *a)
{
	if (a->pid == ANY)
		a->code = 0;
	a->pid = 0;
	w->left--;
}

/* Sees who has ended by now, or with ONE, who is the first. Returns whether waiting is over. */
static int look(struct waiting *w, int one)
{
	int wstat;
	for (size_t i = 0; i < w->n && !(one && w->first);) {
		struct awaited *a = w->v + i;
		pid_t pid = a->pid ? waitpid(a->pid, &wstat, WNOHANG) : 0;
		if (pid > 0)
			take(w, a, pid, wstat);
		else if (pid < 0)
			give_up(w, a);
		i += !(pid > 0 && a->pid == ANY);
	}
	return !w->left || (one && w->first);
}

/* Sleeps until a child ends or the clock shows WHEN. Returns 0 when it does. */
static int pause_until(sigset_t const *set, int64_t when)
{
	int64_t left = when - loop_clock();
	if (when == FOREVER)
		return sigwaitinfo(set, 0) > 0 || errno == EINTR;
	if (left <= 0)
		return 0;
	struct timespec t = { .tv_sec = left / LOOP_SEC, .tv_nsec = left % LOOP_SEC };
	sigtimedwait(set, 0, &t);
	return 1;
}

/* Returns 0 when time was up. */
static int wait_for(struct waiting *w, int one, int64_t when)
{
	struct sigaction plain = { .sa_handler = SIG_DFL }, action;
	sigset_t set, mask;
	int ok;
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, &mask);
	sigaction(SIGCHLD, &plain, &action);
	while (!(ok = look(w, one)) && pause_until(&set, when))
		;
	sigaction(SIGCHLD, &action, 0);
	sigprocmask(SIG_SETMASK, &mask, 0);
	return ok;
}

static struct next read_pids(struct ctx *x, struct word const *words, struct waiting *w)
{
	size_t n = words_len(words);
	w->v = arena_get(x, (n + 1) * sizeof *w->v);
	w->v[0] = (struct awaited){ .pid = ANY, .code = GONE };
	w->n = n ? n : 1;
	w->left = w->n;
	for (size_t i = 0; i < n; i++) {
		unsigned int pid;
		x->at = words[i].at;
		if (!uint0_scan(words[i].s, &pid))
			return fail(x, "invalid process number: ", words[i].s);
		w->v[i] = (struct awaited){ .pid = (pid_t)pid, .code = GONE };
		w->left -= !pid;
	}
	return chain(0);
}

/* What wait comes to without a block. */
static int posix_code(struct waiting const *w, int one)
{
	if (one)
		return w->first ? w->code : GONE;
	return w->v[w->n - 1].code;
}

static void tell(struct ctx *x, struct waiting const *w)
{
	env_unset(x, "?");
	env_unset(x, "!");
	if (!w->first)
		return;
	env_set_number(x, "?", (unsigned long)w->code);
	env_set_number(x, "!", (unsigned long)w->first);
}

static struct next run_wait(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct waiting w = { 0 };
	struct word *rest = words_block(c->rest);
	struct next n = read_pids(x, c->rest, &w);
	if (n.how == NEXT_EXIT)
		return n;
	int64_t ms = o->timed == 2 ? 0 : o->timeout;
	int ok = wait_for(&w, o->one, o->timed ? loop_clock() + ms * LOOP_MS : FOREVER);
	if (!ok && o->insist)
		return failcode(x, TIMED_OUT, "unable to wait any longer: time is up");
	if (!rest)
		return leave(posix_code(&w, o->one));
	if (o->one)
		tell(x, &w);
	return chain(rest);
}

struct cmd const cmd_wait = {
	.name = "wait",
	.brief = "wait for children, then go on",
	.says = "[--reap|collect those that have ended of |wait for [--one|the first of "
		"]][block-or-pids|the processes <block-or-pids>|all that were started in the "
		"background][--timeout|, <--timeout> milliseconds at most]",
	.form = "[block-or-pids...]",
	OPTS(struct opts, opts, 0),
	.run = run_wait,
	.operands =
		"block-or-pids: a block of process numbers and then what to go on with; or process "
		"numbers alone",
	.exits = "99 when time is up with -i; without a block that of the last child named, 127 if "
		 "it is no child of ours",
	.help = "The block holds process numbers; if it is empty, all children are waited for. "
		"With -o the variables ? and ! become the exit code and the number of the first "
		"that ended; they are unset if none did. Without a block, all words are numbers "
		"and the command does not go on.",
	.example = "background { echo one } importas -i pid ! wait { $pid } echo two\n"
		   "> one\n"
		   "> two",
};
