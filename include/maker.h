/* maker.h - writing service directories, and sources of s6-rc. */
#ifndef MAKER_H
#define MAKER_H

#include <skalibs/stralloc.h>

#include "cmd.h"

struct maker_opts {
	char const
		*names; /* SERVICE[/LOGGER[/PIPELINE]]: make sources of s6-rc that are called so */
	char const *log_user, *log_prefix;
	unsigned int stamp, files, size, total;
};

/* The options of commands that do so; T has a struct maker_opts `make`. */
#define MAKER_OPTS(T) \
	STR('r', "s6-rc", T, make.names, "names", \
		"make sources for s6-rc: service, service/logger or service/logger/pipeline"), \
		STR('l', "log-user", T, make.log_user, "user", "run the logger as this user"), \
		NUM('t', "stamp", T, make.stamp, 3, "n", \
			"how lines are stamped: 0 not at all, 1 TAI64N (default), 2 ISO 8601, 3 both"), \
		NUM('n', "files", T, make.files, UINT32_MAX, "n", \
			"keep this many files of the log besides the current one (default: 10)"), \
		NUM('s', "size", T, make.size, UINT32_MAX, "bytes", \
			"how big a file of the log may be (default: 1000000)"), \
		NUM('S', "total", T, make.total, UINT32_MAX, "bytes", \
			"how big the log may be without the current file (default: 0, any size)"), \
		STR('P', "prefix", T, make.log_prefix, "text", \
			"what stands before each line of the log")
#define MAKER_DEFAULTS .make.stamp = 1, .make.files = 10, .make.size = 1000000

/* Appends to a script: a text as it is, or words, with blanks between. */
void maker_text(stralloc *script, char const *text);
void maker_words(stralloc *script, char const *const *words);
#define maker_line(script, ...) \
	(maker_words((script), (char const *const[]){ __VA_ARGS__, 0 }), maker_text((script), "\n"))

/* The first line of a script, for the execlineb in PATH that is this program, whose commands need no path, or the one
   in /command; with OPTIONS, if that is not empty. maker_begin: -P. */
void maker_shebang(struct ctx *x, stralloc *script, char const *options);
static inline void maker_begin(struct ctx *x, stralloc *script)
{
	maker_shebang(x, script, "-P");
}

/* Writes the file NAME in DIR. 0, or -1 with errno after a message. */
int maker_file(struct ctx *x, char const *dir, char const *name, char const *text, size_t len,
	unsigned int mode);

/* Makes the service directory DIR, or in it what O->names says, with the script RUN, a notification-fd, and, if LOGDIR
   is not 0, a logger for that. *SERVICE is where the service is then. chain(0), or what went wrong. */
struct next maker_make(struct ctx *x, struct maker_opts const *o, char const *dir,
	stralloc const *run, char const *logdir, char const **service);

#endif
