/* logstart.c - from the words of a script to a logger at work, and its end. */
#include <fcntl.h>
#include <sys/stat.h>

#include "logger.h"
#include "loglines.h"
#include "logready.h"

enum { LIMIT_MIN = 48 };

static void ignore(void *logger, int sig)
{
	(void)sig;
	(void)logger;
}

static struct next read_script(struct logger *g, struct word *words)
{
	struct ctx *x = g->x;
	struct logscript s = logscript_start(arena_get(x, words_len(words) * sizeof *s.rule));
	uint32_t at = x->at;
	for (; words->s; words++) {
		x->at = words->at;
		char const *text = word_wire(x, words), *wrong = logscript_add(&s, text);
		if (wrong)
			return fail(x, wrong, ": ", text);
	}
	x->at = at;
	if (!s.actions)
		return fail(x, "no action directive specified");
	if (s.loose && g->o->verbosity)
		warn(x, "the directives after the last action do nothing");
	g->sinks = s.n;
	g->sink = arena_get(x, s.n * sizeof *g->sink);
	memset(g->sink, 0, s.n * sizeof *g->sink);
	for (size_t i = 0; i < s.n; i++) {
		g->sink[i].g = g;
		g->sink[i].rule = s.rule + i;
	}
	return chain(0);
}

/* A directory that an earlier rule has open is shared with it: two would rotate it against each
   other. */
static struct logdir *opened(struct sink *first, struct sink const *last, char const *path)
{
	struct stat st;
	if (stat(path, &st) < 0)
		return 0;
	for (; first < last; first++)
		if (first->to == &first->dir && first->dir.dev == st.st_dev &&
			first->dir.ino == st.st_ino)
			return &first->dir;
	return 0;
}

static struct next open_dir(struct sink *first, struct sink *k)
{
	struct log_settings const *set = &k->rule->set;
	char const *path = k->rule->target, *wrong = 0;
	k->to = opened(first, k, path);
	if (!k->to) {
		k->dir = (struct logdir){ .path = path,
			.keep = set->keep,
			.total = set->total,
			.full_at = set->size > set->slack ? set->size - set->slack : 1,
			.processor = set->processor != 0 };
		k->to = &k->dir;
		wrong = logdir_open(k->to);
	}
	if (wrong && errno == EBUSY)
		return failsys(k->g->x, "unable to ", wrong, " ", path, ", another logger has it");
	return wrong ? failsys(k->g->x, "unable to ", wrong, " ", path) : chain(0);
}

static struct next open_dirs(struct logger *g)
{
	for (size_t i = 0; i < g->sinks; i++) {
		if (g->sink[i].rule->kind != RULE_LOGDIR)
			continue;
		struct next n = open_dir(g->sink, g->sink + i);
		if (n.how == NEXT_EXIT)
			return n;
	}
	return chain(0);
}

static int open_loop(struct logger *g)
{
	struct loop *l = &g->loop;
	if (loop_open(l) < 0 ||
		loop_signal(l, SIGTERM, g->o->protect ? ignore : sources_finish, g) < 0 ||
		loop_signal(l, SIGHUP, sources_finish, g) < 0 ||
		loop_signal(l, SIGALRM, sinks_rotate, g) < 0 ||
		loop_signal(l, SIGPIPE, ignore, g) < 0 || loop_signal(l, SIGXFSZ, ignore, g) < 0)
		return -1;
	l->on_turn = sinks_write;
	l->turn_arg = g;
	return 0;
}

struct next logger_start(struct logger *g, struct ctx *x, struct log_opts *o, struct word *words)
{
	g->x = x;
	g->o = o;
	if (o->limit && o->limit < LIMIT_MIN)
		o->limit = LIMIT_MIN;
	struct next n = logready_check(x, o->notify);
	if (n.how != NEXT_EXIT)
		n = read_script(g, words);
	if (n.how == NEXT_EXIT)
		return n;
	if (open_loop(g) < 0)
		return failsys(x, "unable to wait for events");
	stamp_zone(env_value(x, "TZ"));
	return open_dirs(g);
}

static void close_dirs(struct logger *g)
{
	for (size_t i = 0; i < g->sinks; i++) {
		struct logdir *d = &g->sink[i].dir;
		char const *wrong = g->sink[i].to == d ? logdir_close(d) : 0;
		if (wrong)
			logger_complain(g, wrong, d->path);
	}
}

struct next logger_serve(struct logger *g)
{
	g->out.fd = -1;
	int flags = lines_ready(1);
	logready_tell(g->o->notify);
	int code = loop_run(&g->loop);
	struct next n = code < 0 ? failsys(g->x, "unable to wait") : leave(code);
	if (code >= 0)
		close_dirs(g);
	if (flags >= 0)
		fcntl(1, F_SETFL, flags);
	loop_close(&g->loop);
	return n;
}
