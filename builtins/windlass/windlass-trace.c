/* windlass-trace.c - run a script and tell every step. */
#include <limits.h>
#include <signal.h>

#include "builtin.h"
#include "launch.h"
#include "trace.h"

struct opts {
	char const *script, *format;
	unsigned int fd;
};

static struct opt const opts[] = {
	STR('c', "script", struct opts, script, "script", "run this text instead of a file"),
	STR('f', "format", struct opts, format, "human|plain|json",
		"how lines look (default: human); plain is without times and process numbers"),
	NUM('d', "fd", struct opts, fd, INT_MAX, "fd", "write to this descriptor (default: 2)"),
	{ 0 },
};

/* What a terminal's keys send is for the script. */
struct keys {
	struct sigaction interrupt, quit;
};

static void ignore_keys(struct keys *k)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigaction(SIGINT, &ignore, &k->interrupt);
	sigaction(SIGQUIT, &ignore, &k->quit);
}

static int keys_as_before(void *arg)
{
	struct keys const *k = arg;
	return sigaction(SIGINT, &k->interrupt, 0) | sigaction(SIGQUIT, &k->quit, 0);
}

static struct word *words_to_run(struct ctx *x, struct opts const *o, struct word *args)
{
	if (!o->script)
		return launch_script(x, word_wire(x, args), words_argv(x, args + 1));
	struct word head[] = { word_make("execlineb", 0), word_make("-c", 0),
		word_make(o->script, 0), { 0 } };
	return words_join(x, head, args);
}

static struct next run_trace(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int format = trace_format(o->format), wstat;
	struct keys keys;
	struct plan plan = {
		.close = -1, .from = -1, .to = -1, .setup = keys_as_before, .arg = &keys
	};
	if (format < 0)
		return fail(x, "unknown format: ", o->format);
	if (!o->script && !c->rest->s)
		return usage(x, c->cmd);
	trace_start(x, (int)o->fd, (enum trace_format)format);
	int64_t began = trace_nest(x, 0);
	ignore_keys(&keys);
	pid_t pid = spawn(x, words_to_run(x, o, c->rest), &plan);
	int ok = pid >= 0 && spawn_reap(pid, &wstat) >= 0;
	trace_nest(x, 1);
	if (ok)
		trace(x, .what = TRACE_END, .wstat = wstat, .since = began);
	x->trace = 0;
	if (!ok)
		return spawn_failed(x);
	return leave(status_code(wstat));
}

struct cmd const cmd_windlass_trace = {
	.name = "windlass-trace",
	.brief = "run a script and tell every step",
	.form = "[file-and-args...]",
	OPTS(struct opts, opts, .format = "human", .fd = 2),
	.traits = FORKS,
	.run = run_trace,
	.example = "windlass trace ./script one two",
	.exits = "the script's; 128+n when it was killed by signal n",
	.help = "A line for each command with its words as they are after substitution and their place, for "
		"each process that begins or becomes another program, and for each exit code. What runs "
		"inside a block is indented. The file need not be executable; its first line counts. "
		"The variables WINDLASS_TRACE (a descriptor) and WINDLASS_TRACE_FORMAT do the same for "
		"whatever is started. A trace shows all words, secret ones too.",
};
