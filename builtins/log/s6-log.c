/* s6-log.c - read lines, stamp them, sort them, write them to rotating files. */
#include "builtin.h"

#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>

#include "logdir.h"
#include "loglines.h"
#include "logscript.h"
#include "loop.h"
#include "stamp.h"
#include "statusfile.h"

enum { BLOCK = 1 << 17, LIMIT_MIN = 48, FD_MIN = 3 };

struct opts {
	unsigned int limit, patience, notify;
	int verbosity, blocking, protect;
};

static struct opt const opts[] = {
	NUM('d', "notify", struct opts, notify, 1 << 20, "fd",
		"write a newline to this descriptor when ready, and close it"),
	SET('b', "blocking", struct opts, blocking, 1,
		"do not read while something could not be written"),
	SET('p', "protect", struct opts, protect, 1, "ignore SIGTERM"),
	NUM('l', "limit", struct opts, limit, 1 << 30, "bytes",
		"split longer lines (default 8192, at least 48), 0 for never"),
	NUM('t', "timeout", struct opts, patience, 1 << 30, "ms",
		"how long to wait for the end of a line before leaving (default 2000), 0 for ever"),
	SET('q', "quiet", struct opts, verbosity, 0, "no warnings"),
	SET('v', "verbose", struct opts, verbosity, 2, "more messages"),
	{ 0 },
};

/* A rule at work. */
struct sink {
	struct logger *g;
	struct rule *rule;
	stralloc head; /* what stands before the line: stamps and prefix, of this wakeup */
	struct logdir dir;
	struct logdir *to; /* dir, or that of an earlier rule that names the same place */
	struct timer retry;
	struct child processor;
	stralloc last; /* the line a status file is to have */
	int stale;
};

struct logger {
	struct ctx *x;
	struct opts const *o;
	struct loop loop;
	struct sink *sink;
	size_t sinks;
	struct stamp now;
	struct watch in, out;
	struct timer again, deadline;
	stralloc text;  /* what was read and is no whole line yet */
	stralloc lines; /* what stdout has not taken yet */
	int regular, paused, finishing, ended, out_closed, out_flags;
};

static void complain(struct logger *g, char const *what, char const *path)
{
	if (g->o->verbosity)
		warnsys(g->x, "unable to ", what, path ? " " : "", path ? path : "");
}

/* Logdirs: flushing, retrying, and the programs between previous and archive. */
static void flush_dir(void *sink);

static void retry_later(struct sink *k)
{
	uint64_t ms = k->rule->set.retry;
	loop_in(&k->g->loop, &k->retry, ms ? (unsigned int)ms : 1, flush_dir, k);
}

static void processor_ended(void *sink, int wstat)
{
	struct sink *k = sink;
	if (!wstat)
		return logdir_processed(&k->dir);
	if (k->g->o->verbosity)
		warn(k->g->x, "the processor of ", k->dir.path, " failed, it will run again");
	retry_later(k);
}

static int processor_setup(void *sink)
{
	struct sink *k = sink;
	return loop_child_signals(&k->g->loop) < 0 ? -1 : logdir_processor_fds(&k->dir);
}

static void start_processor(struct sink *k)
{
	struct ctx *x = k->g->x;
	struct log_settings const *set = &k->rule->set;
	char const *execline[] = { "execlineb", "-Pc", set->processor, 0 };
	char const *shell[] = { "/bin/sh", "-c", set->processor, 0 };
	struct plan plan = PLAN_NONE;
	struct arena mark = arena_mark(x);
	plan.setup = processor_setup;
	plan.arg = k;
	pid_t pid = spawn(x, words_of(x, set->shell ? shell : execline), &plan);
	if (pid < 0) {
		spawn_warn(x);
		retry_later(k);
	} else
		loop_child(&k->g->loop, &k->processor, pid, processor_ended, k);
	arena_release(x, mark);
}

static void flush_dir(void *sink)
{
	struct sink *k = sink;
	if (k->retry.slot)
		return;
	char const *wrong = logdir_flush(&k->dir);
	if (wrong) {
		complain(k->g, wrong, k->dir.path);
		retry_later(k);
	} else if (k->dir.stage == LOGDIR_PROCESSING && !k->processor.pid)
		start_processor(k);
}

static void rotate_all(void *logger, int sig)
{
	struct logger *g = logger;
	(void)sig;
	for (struct sink *k = g->sink, *end = k + g->sinks; k < end; k++)
		k->dir.due = k->dir.size || k->dir.out.len;
}

/* Stdout. */
static void flush_out(void *logger)
{
	struct logger *g = logger;
	int left = lines_drain(&g->lines, 1);
	if (left < 0) {
		complain(g, "write to stdout, closing it", 0);
		g->out_closed = 1;
		g->lines.len = 0;
	}
	if (left <= 0)
		loop_fd_drop(&g->loop, &g->out);
	else if (g->out.fd < 0)
		loop_fd(&g->loop, &g->out, 1, EPOLLOUT, flush_out, g);
}

/* Alerts go out at once, each in one write. */
static int alert(struct sink *k, char const *line, size_t len)
{
	static char const intro[] = "s6-log: alert: ";
	stralloc *s = &k->last;
	size_t most = (size_t)k->rule->set.alert, shown = most && len > most ? most : len;
	s->len = 0;
	if (!stralloc_catb(s, intro, sizeof intro - 1) ||
		!stralloc_catb(s, k->head.s, k->head.len) || !stralloc_catb(s, line, shown) ||
		!stralloc_cats(s, shown < len ? "...\n" : "\n"))
		return -1;
	allwrite(2, s->s, s->len);
	return 0;
}

static int to_stdout(struct sink *k, char const *line, size_t len)
{
	return k->g->out_closed ? 0 : lines_add(&k->g->lines, &k->head, line, len);
}

static void act(struct sink *k, char const *line, size_t len)
{
	int r = 0;
	switch (k->rule->kind) {
	case RULE_STDOUT: r = to_stdout(k, line, len); break;
	case RULE_ALERT: r = alert(k, line, len); break;
	case RULE_STATUS:
		r = statusfile_make(&k->last, &k->head, line, len, (size_t)k->rule->set.status);
		k->stale = !r;
		break;
	default: r = lines_add(&k->to->out, &k->head, line, len); break;
	}
	if (r < 0)
		complain(k->g, "keep a line, it is lost", 0);
}

/* LINE has a NUL behind it. */
static void take_line(void *logger, char const *line, size_t len)
{
	struct logger *g = logger;
	int selected = 1, acted = 0;
	for (struct sink *k = g->sink, *end = k + g->sinks; k < end; k++) {
		switch (k->rule->kind) {
		case RULE_SELECT:
			selected = selected || !regexec(&k->rule->re, line, 0, 0, 0);
			break;
		case RULE_DESELECT:
			selected = selected && regexec(&k->rule->re, line, 0, 0, 0);
			break;
		case RULE_REMAINDER: selected = !acted; break;
		default:
			if (selected)
				act(k, line, len);
			acted |= selected;
		}
	}
}

static void make_heads(struct logger *g)
{
	stamp_now(&g->now);
	for (size_t i = 0; i < g->sinks; i++)
		if (g->sink[i].rule->kind >= RULE_STDOUT &&
			log_head(&g->sink[i].head, &g->sink[i].rule->set, &g->now) < 0)
			complain(g, "get memory for a stamp", 0);
}

/* Input. */
static void end_input(void *logger)
{
	struct logger *g = logger;
	g->ended = 1;
	loop_fd_drop(&g->loop, &g->in);
	loop_timer_drop(&g->loop, &g->again);
	loop_timer_drop(&g->loop, &g->deadline);
	if (!g->text.len || !stralloc_0(&g->text))
		return;
	make_heads(g);
	take_line(g, g->text.s, g->text.len - 1);
	g->text.len = 0;
}

/* Reads a block; byte by byte when only a line's end is missed, so that no later line is lost. */
static void read_block(struct logger *g)
{
	size_t had = g->text.len;
	if (!stralloc_readyplus(&g->text, BLOCK + 1))
		return complain(g, "get memory for input", 0);
	ssize_t n = fd_read(0, g->text.s + had, g->finishing ? 1 : BLOCK);
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return;
	if (n < 0)
		complain(g, "read from stdin", 0);
	if (n <= 0)
		return end_input(g);
	g->text.len += (size_t)n;
	make_heads(g);
	lines_take(&g->text, had, g->o->limit, take_line, g);
	if (g->finishing && !g->text.len)
		end_input(g);
}

/* A regular file can always be read: a timer that is always due stands in for its descriptor. */
static void read_input(void *logger)
{
	struct logger *g = logger;
	if (g->regular)
		loop_in(&g->loop, &g->again, 0, read_input, g);
	read_block(g);
}

static int start_reading(struct logger *g)
{
	if (g->regular)
		return loop_in(&g->loop, &g->again, 0, read_input, g);
	return loop_fd(&g->loop, &g->in, 0, EPOLLIN, read_input, g);
}

static void finish(void *logger, int sig)
{
	struct logger *g = logger;
	(void)sig;
	if (g->finishing || g->ended)
		return;
	g->finishing = 1;
	if (!g->text.len)
		end_input(g);
	else if (g->o->patience)
		loop_in(&g->loop, &g->deadline, g->o->patience, end_input, g);
}

static void ignore(void *logger, int sig)
{
	(void)sig;
	(void)logger;
}

/* Something waits to be written, or, WITH_PROCESSORS, for a processor. */
static int pending(struct logger *g, int with_processors)
{
	for (struct sink *k = g->sink, *end = k + g->sinks; k < end; k++)
		if (logdir_pending(&k->dir) || (with_processors && k->dir.stage))
			return 1;
	return g->lines.len != 0;
}

static void pause_or_read(struct logger *g, int pause)
{
	if (pause == g->paused)
		return;
	g->paused = pause;
	if (pause) {
		loop_fd_drop(&g->loop, &g->in);
		loop_timer_drop(&g->loop, &g->again);
	} else if (start_reading(g) < 0)
		complain(g, "wait for stdin", 0);
}

/* At the end of every turn: write what the turn has brought. */
static void write_all(void *logger)
{
	struct logger *g = logger;
	for (struct sink *k = g->sink, *end = k + g->sinks; k < end; k++) {
		if (k->to == &k->dir && (logdir_pending(&k->dir) || k->dir.stage))
			flush_dir(k);
		if (k->stale && statusfile_write(k->rule->target, &k->last) < 0)
			complain(g, "write the status file", k->rule->target);
		k->stale = 0;
	}
	if (g->lines.len && g->out.fd < 0)
		flush_out(g);
	if (g->ended && !pending(g, 1))
		loop_leave(&g->loop, 0);
	else if (g->o->blocking && !g->ended)
		pause_or_read(g, pending(g, 0));
}

/* The start. */
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
	if (loop_open(l) < 0 || loop_signal(l, SIGTERM, g->o->protect ? ignore : finish, g) < 0 ||
		loop_signal(l, SIGHUP, finish, g) < 0 ||
		loop_signal(l, SIGALRM, rotate_all, g) < 0 ||
		loop_signal(l, SIGPIPE, ignore, g) < 0 || loop_signal(l, SIGXFSZ, ignore, g) < 0)
		return -1;
	l->on_turn = write_all;
	l->turn_arg = g;
	return 0;
}

/* Stdout must not make us wait, if it is the kind that might. */
static void open_out(struct logger *g)
{
	struct stat st;
	g->out.fd = -1;
	g->out_flags = fcntl(1, F_GETFL);
	if (g->out_flags >= 0 && !fstat(1, &st) && !S_ISREG(st.st_mode))
		fcntl(1, F_SETFL, g->out_flags | O_NONBLOCK);
}

static void notify(struct opts const *o)
{
	if (!o->notify)
		return;
	fd_write((int)o->notify, "\n", 1);
	fd_close((int)o->notify);
}

static struct next serve(struct logger *g)
{
	struct ctx *x = g->x;
	if (start_reading(g) < 0 && errno == EPERM) {
		g->regular = 1;
		start_reading(g);
	} else if (g->in.fd < 0)
		return failsys(x, "unable to wait for stdin");
	notify(g->o);
	int code = loop_run(&g->loop);
	if (code < 0)
		return failsys(x, "unable to wait");
	for (size_t i = 0; i < g->sinks; i++) {
		struct logdir *d = &g->sink[i].dir;
		char const *wrong = g->sink[i].to == d ? logdir_close(d) : 0;
		if (wrong)
			complain(g, wrong, d->path);
	}
	return leave(code);
}

static struct next run_log(struct ctx *x, struct call const *c)
{
	struct opts o = *(struct opts const *)c->opt;
	struct logger *g = arena_get(x, sizeof *g);
	*g = (struct logger){ .x = x, .o = &o, .in.fd = -1 };
	if (o.limit && o.limit < LIMIT_MIN)
		o.limit = LIMIT_MIN;
	if (o.notify != 0 && o.notify < FD_MIN)
		return fail(x, "the descriptor to notify must be 3 or more");
	if (o.notify && fcntl((int)o.notify, F_GETFD) < 0)
		return failcodesys(x, 100, "unable to use the descriptor to notify");
	struct next n = read_script(g, c->rest);
	if (n.how == NEXT_EXIT)
		return n;
	if (open_loop(g) < 0)
		return failsys(x, "unable to wait for events");
	n = open_dirs(g);
	if (n.how == NEXT_EXIT)
		return n;
	stamp_zone(env_value(x, "TZ"));
	open_out(g);
	n = serve(g);
	if (g->out_flags >= 0)
		fcntl(1, F_SETFL, g->out_flags);
	loop_close(&g->loop);
	return n;
}

struct cmd const cmd_s6_log = {
	.name = "s6-log",
	.brief = "sort lines from stdin into rotating logs",
	.says = LOG_SAYS,
	.form = "directives...",
	OPTS(struct opts, opts, .limit = 8192, .patience = 2000, .verbosity = 1),
	.traits = LEAF | FRESH,
	.run = run_log,
	.exits = "0 at the end of stdin, and after SIGTERM and SIGHUP; 100 for wrong directives",
	.help = "Directives are taken from left to right, for every line. Settings hold from where "
		"they stand; t and T hold for one action.\n\n" //
	LOG_DIRECTIVES(LOG_HELP,
		LOG_HELP_NUM) "\n"
			      "SIGALRM rotates every logdir. SIGTERM and SIGHUP end s6-log after the line that is "
			      "being read.",
	.example = "s6-log -b n20 s1000000 T /var/log/web\n\n"
		   "pipeline { s6-seq 12 } s6-log - +2 1\n"
		   "> 2\n"
		   "> 12",
};
