/* logger.h - a logger at work: sources of lines, and the sinks that its script makes of them. */
#ifndef LOGGER_H
#define LOGGER_H

#include "builtin.h"
#include "logdir.h"
#include "logscript.h"
#include "loop.h"
#include "stamp.h"

/* What every logger can be told, as rows of its table. */
struct log_opts {
	unsigned int limit, patience, notify;
	int verbosity, blocking, protect;
};
#define LOG_OPTS_INITIAL .limit = 8192, .patience = 2000, .verbosity = 1
#define LOG_OPTIONS(patience_help) \
	NUM('d', "notify", struct log_opts, notify, 1 << 20, "fd", \
		"write a newline to this descriptor when ready, and close it"), \
		SET('b', "blocking", struct log_opts, blocking, 1, \
			"do not read while something could not be written"), \
		SET('p', "protect", struct log_opts, protect, 1, "ignore SIGTERM"), \
		NUM('l', "limit", struct log_opts, limit, 1 << 30, "bytes", \
			"split longer lines (default 8192, at least 48), 0 for never"), \
		NUM('t', "timeout", struct log_opts, patience, 1 << 30, "ms", patience_help), \
		SET('q', "quiet", struct log_opts, verbosity, 0, "no warnings"), \
		SET('v', "verbose", struct log_opts, verbosity, 2, "more messages"), \
	{ \
		0 \
	}

/* Where lines come from. */
struct source {
	struct logger *g;
	struct log_origin origin;
	int fd;
	stralloc text; /* what was read and is no whole line yet */
	struct watch in;
	struct timer again;
	int regular;
	/* Told to end, a source is read as far as there is something, and up to the end of the line that is being
	   read; what comes later is left to the next reader; unless this is set, which is to see that its end comes. */
	loop_fn *finish;
	int left;      /* bytes that were there when it was told */
	loop_fn *gone; /* called with the source when it has ended, or 0 */
	struct source *next;
};

/* A rule at work. */
struct sink {
	struct logger *g;
	struct rule *rule;
	stralloc head; /* what stands before the line, of this block */
	struct logdir dir;
	struct logdir *to; /* dir, or that of an earlier rule that names the same place */
	struct timer retry, turn;
	unsigned long turns; /* dir's, when turn was set */
	struct child processor;
	stralloc last; /* the line a status file is to have */
	int stale;
};

struct logger {
	struct ctx *x;
	struct log_opts const *o;
	struct loop loop;
	struct sink *sink;
	size_t sinks;
	struct source *sources;
	loop_fn *before_finish; /* called with the logger when it is told to end, or 0 */
	int lasting;            /* stays without sources, until it is told to end */
	int finishing, paused;
	struct stamp now;
	struct timer deadline;
	stralloc spare; /* a buffer for the next source that has none */
	stralloc lines; /* what stdout has not taken yet */
	struct watch out;
	int out_closed;
};

/* A warning with errno, unless -q. PATH may be 0. */
void logger_complain(struct logger *g, char const *what, char const *path);

/* lib/logstart.c: makes G of the script WORDS, locks its logdirs and catches signals; chain(0), or the
   answer to give. Then logger_serve works until the end, and says how to leave. */
struct next logger_start(struct logger *g, struct ctx *x, struct log_opts *o, struct word *words);
struct next logger_serve(struct logger *g);

/* lib/logsource.c: reads S from here on (0, or -1 with errno); ends it, with its last line; tells all
   of them to end; stops or goes on reading; reads S by another descriptor. */
int source_add(struct logger *g, struct source *s);
void source_end(void *source);
int source_move(struct source *s, int fd);
void sources_finish(void *logger, int sig);
void sources_pause(struct logger *g, int pause);

/* lib/logsink.c: lines of a block from ORIGIN: first sinks_begin, then sinks_take for each, with a NUL
   behind it. At the end of a turn sinks_write. */
void sinks_begin(struct logger *g, struct log_origin const *origin);
void sinks_take(void *logger, char const *line, size_t len);
void sinks_write(void *logger);
void sinks_rotate(void *logger, int sig);

/* lib/logdisk.c: flushing a logdir sink, trying again after trouble, processors. */
void disk_flush(void *sink);

#endif
