/* maker.c - writing service directories. */
#include "maker.h"

#include <errno.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag.h"
#include "path.h"
#include "quote.h"

enum { SCRIPT = 0755, PLAIN = 0644 };

void maker_text(stralloc *script, char const *text)
{
	stralloc_cats(script, text);
}

void maker_words(stralloc *script, char const *const *words)
{
	for (size_t i = 0; words[i]; i++) {
		if (i)
			maker_text(script, " ");
		quote_word(script, words[i], strlen(words[i]));
	}
}

/* Whether FILE is this program, by whatever name. */
static int is_ours(char const *file)
{
	struct stat self, other;
	return !stat("/proc/self/exe", &self) && !stat(file, &other) &&
	       self.st_dev == other.st_dev && self.st_ino == other.st_ino;
}

void maker_shebang(struct ctx *x, stralloc *script, char const *options)
{
	char const *path = env_value(x, "PATH"), *dir, *file = 0;
	while (!file && (dir = path_next(x, &path))) {
		file = join(x, dir, "/execlineb");
		file = *dir == '/' && is_ours(file) ? file : 0;
	}
	maker_text(script, "#!");
	maker_text(script, file ? file : "/command/execlineb");
	maker_text(script, *options ? " " : "");
	maker_text(script, options);
	maker_text(script, "\n");
}

int maker_file(struct ctx *x, char const *dir, char const *name, char const *text, size_t len,
	unsigned int mode)
{
	char const *path = join(x, dir, "/", name);
	if (openwritenclose_unsafe(path, text, len) && !chmod(path, mode))
		return 0;
	failsys(x, "unable to write ", path);
	return -1;
}

static int put_line(struct ctx *x, char const *dir, char const *name, char const *text)
{
	char const *line = join(x, text, "\n");
	return maker_file(x, dir, name, line, strlen(line), PLAIN);
}

static int make_dir(struct ctx *x, char const *dir)
{
	if (!mkdir(dir, 0755))
		return 0;
	failsys(x, "unable to make ", dir);
	return -1;
}

/* A service directory, with what it runs. */
static int make_service(struct ctx *x, char const *dir, stralloc const *run)
{
	if (make_dir(x, dir) < 0 || maker_file(x, dir, "run", run->s, run->len, SCRIPT) < 0)
		return -1;
	return put_line(x, dir, "notification-fd", "3");
}

static char const *numbered(struct ctx *x, char const *letter, unsigned int n)
{
	char b[DECIMAL];
	return join(x, letter, decimal(b, n));
}

static void add_word(stralloc *script, char const *word)
{
	maker_text(script, " ");
	maker_words(script, DIAG_PARTS(word));
}

static void log_script(
	struct ctx *x, struct maker_opts const *o, char const *logdir, stralloc *script)
{
	static char const *const stamps[] = { "", " t", " T", " t T" };
	maker_begin(x, script);
	if (o->log_user)
		maker_line(script, "s6-setuidgid", o->log_user);
	maker_text(script, "s6-log -bd3 --");
	maker_text(script, stamps[o->stamp]);
	add_word(script, numbered(x, "n", o->files));
	add_word(script, numbered(x, "s", o->size));
	if (o->total)
		add_word(script, numbered(x, "S", o->total));
	if (o->log_prefix)
		add_word(script, join(x, "p", o->log_prefix));
	add_word(script, logdir);
	maker_text(script, "\n");
}

/* SERVICE[/LOGGER[/PIPELINE]] in its parts; those that are missing are 0. */
struct names {
	char const *service, *logger, *pipeline;
};

static int split(struct ctx *x, char const *text, struct names *n)
{
	char const **part[] = { &n->service, &n->logger, &n->pipeline };
	for (size_t i = 0; i < 3; i++) {
		size_t len = strcspn(text, "/");
		if (!len)
			return -1;
		*part[i] = arena_text(x, text, len);
		text += len;
		if (!*text++)
			return 0;
	}
	return -1;
}

/* What s6-rc wants to know about a service, and the other half of its pipeline. */
static int describe(
	struct ctx *x, char const *dir, char const *how, char const *other, char const *pipeline)
{
	if (put_line(x, dir, "type", "longrun") < 0)
		return -1;
	if (other && put_line(x, dir, how, other) < 0)
		return -1;
	return pipeline ? put_line(x, dir, "pipeline-name", pipeline) : 0;
}

static int make_sources(struct ctx *x, char const *dir, struct names const *n, stralloc const *run,
	stralloc const *log, char const **service)
{
	*service = join(x, dir, "/", n->service);
	if (make_dir(x, dir) < 0 || make_service(x, *service, run) < 0 ||
		describe(x, *service, "producer-for", n->logger, 0) < 0)
		return -1;
	if (!n->logger)
		return 0;
	char const *logger = join(x, dir, "/", n->logger);
	if (make_service(x, logger, log) < 0)
		return -1;
	return describe(x, logger, "consumer-for", n->service, n->pipeline);
}

struct next maker_make(struct ctx *x, struct maker_opts const *o, char const *dir,
	stralloc const *run, char const *logdir, char const **service)
{
	struct names names = { 0, 0, 0 };
	stralloc log = STRALLOC_ZERO;
	int made;
	if (o->names && split(x, o->names, &names) < 0)
		return fail(x, "invalid names: ", o->names,
			": it has to be service, service/logger or service/logger/pipeline");
	if (o->names && !logdir != !names.logger)
		return fail(x, logdir ? "a directory for the log needs a name of the logger in -r"
				      : "the name of a logger in -r needs a directory for the log");
	if (logdir)
		log_script(x, o, logdir, &log);
	*service = dir;
	if (o->names)
		made = make_sources(x, dir, &names, run, &log, service);
	else if (!(made = make_service(x, dir, run)) && logdir)
		made = make_service(x, join(x, dir, "/log"), &log);
	stralloc_free(&log);
	return made < 0 ? leave(111) : chain(0);
}
