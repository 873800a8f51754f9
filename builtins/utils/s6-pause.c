/* s6-pause.c - wait for a signal. */
#include <signal.h>
#include <skalibs/sig.h>

#include "builtin.h"

struct opts {
	struct letters ignored;
	char const *list;
};

#define IGNORE(l, n, help) ADD(l, n, struct opts, ignored, help)

static struct opt const opts[] = {
	IGNORE('t', "term", "ignore SIGTERM"),
	IGNORE('h', "hup", "ignore SIGHUP"),
	IGNORE('a', "alarm", "ignore SIGALRM"),
	IGNORE('q', "quit", "ignore SIGQUIT"),
	IGNORE('b', "abort", "ignore SIGABRT"),
	IGNORE('i', "int", "ignore SIGINT"),
	STR('p', "signals", struct opts, list, "signals",
		"ignore these, names or numbers with commas between"),
	{ 0 },
};

static int letter_signal(char letter)
{
	switch (letter) {
	case 't': return SIGTERM;
	case 'h': return SIGHUP;
	case 'a': return SIGALRM;
	case 'q': return SIGQUIT;
	case 'b': return SIGABRT;
	default: return SIGINT;
	}
}

/* Ignores the signals in LIST. Returns 0, or the text of one that is none. */
static char const *ignore_list(struct ctx *x, char const *list)
{
	while (*list) {
		size_t len = strcspn(list, ",");
		char const *name = arena_text(x, list, len);
		int sig;
		if (len && (!sig0_scan(name, &sig) || signal(sig, SIG_IGN) == SIG_ERR))
			return name;
		list += len + (list[len] == ',');
	}
	return 0;
}

static struct next run_pause(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *wrong = ignore_list(x, o->list);
	if (wrong)
		return fail(x, "no signal to ignore: ", wrong);
	for (unsigned int i = 0; i < o->ignored.n; i++)
		signal(letter_signal(o->ignored.s[i]), SIG_IGN);
	for (;;)
		pause();
}

struct cmd const cmd_s6_pause = {
	.name = "s6-pause",
	.brief = "do nothing until a signal ends it",
	OPTS(struct opts, opts, .list = ""),
	.traits = LEAF,
	.run = run_pause,
	.help = "It is a process to wait in, which needs no time of the processor.",
	.example = "s6-pause -p HUP,USR1",
};
