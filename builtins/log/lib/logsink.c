/* logsink.c - what a logger does with lines. */
#include <skalibs/allreadwrite.h>

#include "logger.h"
#include "loglines.h"
#include "statusfile.h"

void logger_complain(struct logger *g, char const *what, char const *path)
{
	if (g->o->verbosity)
		warnsys(g->x, "unable to ", what, path ? " " : "", path ? path : "");
}

void sinks_rotate(void *logger, int sig)
{
	struct logger *g = logger;
	(void)sig;
	for (struct sink *k = g->sink, *end = k + g->sinks; k < end; k++)
		k->dir.due = k->dir.size || k->dir.out.len;
}

static void flush_out(void *logger)
{
	struct logger *g = logger;
	int left = lines_drain(&g->lines, 1);
	if (left < 0) {
		logger_complain(g, "write to stdout, closing it", 0);
		g->out_closed = 1;
		g->lines.len = 0;
	}
	if (left <= 0)
		loop_fd_drop(&g->loop, &g->out);
	else if (g->out.fd < 0)
		loop_fd(&g->loop, &g->out, 1, EPOLLOUT, flush_out, g);
}

static int add(struct sink *k, stralloc *to, char const *line, size_t len)
{
	return (k->rule->set.json ? lines_json : lines_add)(to, &k->head, line, len);
}

/* Alerts go out at once, each in one write. Where dots would not be shorter, the line stays. */
static int alert(struct sink *k, char const *line, size_t len)
{
	static char const intro[] = ": alert: ", dots[] = "...";
	enum { DOTS = sizeof dots - 1 };
	stralloc *s = &k->last, cut = STRALLOC_ZERO;
	size_t most = (size_t)k->rule->set.alert;
	int whole = !most || len <= most + DOTS;
	s->len = 0;
	int ok = stralloc_cats(s, k->g->x->prog) && stralloc_cats(s, intro) &&
		 (whole || (stralloc_catb(&cut, line, most) && stralloc_catb(&cut, dots, DOTS))) &&
		 add(k, s, whole ? line : cut.s, whole ? len : cut.len) == 0;
	if (ok)
		allwrite(2, s->s, s->len);
	stralloc_free(&cut);
	return ok ? 0 : -1;
}

static int status(struct sink *k, char const *line, size_t len)
{
	k->last.len = 0;
	k->stale = add(k, &k->last, line, len) == 0 &&
		   statusfile_fit(&k->last, (size_t)k->rule->set.status) == 0;
	return k->stale ? 0 : -1;
}

static void act(struct sink *k, char const *line, size_t len)
{
	int r = 0;
	switch (k->rule->kind) {
	case RULE_STDOUT: r = k->g->out_closed ? 0 : add(k, &k->g->lines, line, len); break;
	case RULE_ALERT: r = alert(k, line, len); break;
	case RULE_STATUS: r = status(k, line, len); break;
	default: r = add(k, &k->to->out, line, len); break;
	}
	if (r < 0)
		logger_complain(k->g, "keep a line, it is lost", 0);
}

void sinks_take(void *logger, char const *line, size_t len)
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

void sinks_begin(struct logger *g, struct log_origin const *origin)
{
	stamp_now(&g->now);
	for (struct sink *k = g->sink, *end = k + g->sinks; k < end; k++)
		if (k->rule->kind >= RULE_STDOUT &&
			log_head(&k->head, &k->rule->set, &g->now, origin) < 0)
			logger_complain(g, "get memory for a stamp", 0);
}

/* Something waits to be written, or, WITH_PROCESSORS, for a processor. */
static int pending(struct logger *g, int with_processors)
{
	for (struct sink *k = g->sink, *end = k + g->sinks; k < end; k++)
		if (logdir_pending(&k->dir) || (with_processors && k->dir.stage))
			return 1;
	return g->lines.len != 0;
}

void sinks_write(void *logger)
{
	struct logger *g = logger;
	for (struct sink *k = g->sink, *end = k + g->sinks; k < end; k++) {
		if (k->to == &k->dir && (logdir_pending(&k->dir) || k->dir.stage))
			disk_flush(k);
		if (k->stale && statusfile_write(k->rule->target, &k->last) < 0)
			logger_complain(g, "write the status file", k->rule->target);
		k->stale = 0;
	}
	if (g->lines.len && g->out.fd < 0)
		flush_out(g);
	if (g->o->blocking)
		sources_pause(g, pending(g, 0));
	if (!g->sources && (g->finishing || !g->lasting) && !pending(g, 1))
		loop_leave(&g->loop, 0);
}
