/* trap.c - run a command and answer signals with blocks. */
#include <signal.h>
#include <skalibs/sig.h>

#include "execline.h"
#include "loop.h"
#include "nearest.h"

enum { SIGNALS = 65 };

struct opts {
	int forward;
};

static struct opt const opts[] = {
	SET('x', "forward", struct opts, forward, 1,
		"send signals that have no block to the command"),
	{ 0 },
};

struct trap;

/* What is done about a signal; the block is 0 when it is forwarded. */
struct handler {
	struct trap *t;
	struct word *block;
	struct child child;
};

struct trap {
	struct ctx *x;
	struct loop loop;
	struct child child;
	struct word *fallback;
	struct handler on[SIGNALS];
};

/* A directive as a call: the signal is its name. */
static struct cmd const directive = {
	.name = "trap",
	.form = "{ [block...] } [directives...]",
};

static int can_be_trapped(int sig)
{
	return sig != SIGKILL && sig != SIGSTOP && sig != SIGCHLD && sig < LOOP_SIGNALS;
}

static struct next unknown(struct trap *t, char const *name)
{
	struct nearest n = nearest_to(name);
	nearest_offer(&n, "default");
	for (int sig = 1; sig < SIGNALS; sig++)
		nearest_offer(&n, sig_name(sig));
	return fail(t->x, "unknown directive ", name,
		strcmp(name, "timeout")
			? did_you_mean(t->x, n.best)
			: "; it is no more: s6-maximumtime ends what takes too long");
}

/* The place where the block of the directive NAME goes, or 0 after saying why there is none. */
static struct word **place_for(struct trap *t, char const *name)
{
	int sig;
	if (!strcasecmp(name, "default"))
		return &t->fallback;
	if (!sig0_scan(name, &sig) || sig <= 0 || sig >= SIGNALS) {
		unknown(t, name);
		return 0;
	}
	if (!can_be_trapped(sig)) {
		fail(t->x, "signal ", name, " cannot be trapped");
		return 0;
	}
	return &t->on[sig].block;
}

static struct next read_directives(struct trap *t, struct word *w)
{
	while (w->s) {
		struct call d;
		struct next n = call_read(t->x, &directive, w, 1, &d);
		if (n.how == NEXT_EXIT)
			return n;
		t->x->at = d.at;
		struct word **place = place_for(t, word_wire(t->x, w));
		if (!place)
			return leave(100);
		if (*place)
			return fail(t->x, "duplicate directive ", w->s);
		*place = d.block[0];
		w = d.rest;
	}
	return chain(0);
}

static void handler_ended(void *arg, int wstat)
{
	(void)arg;
	(void)wstat;
}

static void answer(void *arg, int sig)
{
	struct handler *h = arg;
	struct trap *t = h->t;
	struct ctx *x = t->x;
	if (!h->block) {
		kill(t->child.pid, sig);
		return;
	}
	if (h->child.pid)
		return;
	struct arena mark = arena_mark(x);
	struct env before = env_fork(x);
	env_set_number(x, "!", (unsigned long)t->child.pid);
	env_set_number(x, "SIGNAL", (unsigned long)sig);
	struct plan plan = {
		.close = -1, .from = -1, .setup = loop_child_signals, .arg = &t->loop
	};
	pid_t pid = spawn(x, words_copy(x, h->block), &plan);
	if (pid < 0) {
		loop_leave(&t->loop, spawn_failed(x).code);
	} else {
		loop_child(&t->loop, &h->child, pid, handler_ended, 0);
	}
	env_back(x, before);
	arena_release(x, mark);
}

static void ended(void *arg, int wstat)
{
	loop_leave(&((struct trap *)arg)->loop, status_code(wstat));
}

/* Catches all that there are blocks for, or that are to be forwarded. */
static int catch_signals(struct trap *t, int forward)
{
	for (int sig = 1; sig < SIGNALS; sig++) {
		struct handler *h = t->on + sig;
		h->t = t;
		h->block = h->block ? h->block : t->fallback;
		if (!can_be_trapped(sig) || !(h->block || forward))
			continue;
		if (loop_signal(&t->loop, sig, answer, h) < 0)
			return -1;
	}
	return 0;
}

static struct next watch_over(struct trap *t, struct call const *c)
{
	struct plan plan = {
		.close = -1, .from = -1, .setup = loop_child_signals, .arg = &t->loop
	};
	if (catch_signals(t, ((struct opts const *)c->opt)->forward) < 0)
		return failsys(t->x, "unable to catch signals");
	pid_t pid = spawn(t->x, c->rest, &plan);
	if (pid < 0)
		return spawn_failed(t->x);
	loop_child(&t->loop, &t->child, pid, ended, t);
	int code = loop_run(&t->loop);
	return code < 0 ? failsys(t->x, "unable to wait") : leave(code);
}

static struct next run_trap(struct ctx *x, struct call const *c)
{
	struct trap *t = arena_get(x, sizeof *t);
	memset(t, 0, sizeof *t);
	t->x = x;
	struct next n = read_directives(t, c->block[0]);
	if (n.how == NEXT_EXIT)
		return n;
	if (loop_open(&t->loop) < 0)
		return failsys(x, "unable to wait for signals");
	n = watch_over(t, c);
	loop_close(&t->loop);
	return n;
}

struct cmd const cmd_trap = {
	.name = "trap",
	.brief = "run a command and answer signals with blocks",
	.says = "run what follows, and answer each of these signals with its block:",
	.form = "{ signal-and-block... } prog...",
	OPTS(struct opts, opts, 0),
	.traits = FORKS,
	.run = run_trap,
	.operands = "signal-and-block: any number of signals, each with the block that answers it\n"
		    "prog: the command to run",
	.exits = "the command's",
	.help = "A signal is a name, with or without SIG, a number, or default: all that have no "
		"block of their own. A block sees the command's process number as ! and the "
		"signal's as SIGNAL; it is not started again while it runs.",
	.example = "trap { TERM { echo stopping } default { echo \"another signal\" } } my-server",
};
