/* run.c - the one loop and the one execve. */
#include "run.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "cmd.h"
#include "diag.h"
#include "put.h"
#include "trace.h"

static int by_name(void const *name, void const *row)
{
	return strcmp(name, ((struct cmd_row const *)row)->cmd->name);
}

static struct cmd const *lookup(char const *name)
{
	struct cmd_row const *row = bsearch(name, cmd_table, cmd_count, sizeof *row, by_name);
	return row ? row->cmd : 0;
}

struct cmd const *cmd_find(char const *name)
{
	struct cmd const *cmd = lookup(name);
	return cmd && !(cmd->traits & HIDDEN) ? cmd : 0;
}

struct cmd const *cmd_by_path(char const *path)
{
	char const *slash = strrchr(path, '/');
	return lookup(slash ? slash + 1 : path);
}

struct image image_make(struct ctx *x, struct word *words)
{
	struct word program = *words;
	if (x->trace)
		trace_hand_over(x);
	struct image i = {
		.file = word_wire(x, words), .path = env_value(x, "PATH"), .env = x->env.v
	};
	if (!i.path)
		i.path = "/command:/usr/bin:/bin";
	if (x->argv0)
		*words = word_make(x->argv0, 0);
	if (x->login)
		*words = word_make(join(x, "-", words->s), 0);
	i.argv = words_argv(x, words);
	*words = program;
	return i;
}

static void image_start(struct image const *i, char const *file)
{
	execve(file, (char *const *)i->argv, (char *const *)i->env);
}

void exec_image(struct image const *i)
{
	char file[PATH_MAX];
	size_t len = strlen(i->file);
	int err = ENOENT;
	if (strchr(i->file, '/')) {
		image_start(i, i->file);
		return;
	}
	for (char const *dir = i->path; dir; dir = strchr(dir, ':') ? strchr(dir, ':') + 1 : 0) {
		size_t n = strcspn(dir, ":");
		if (n + len + 2 > sizeof file)
			continue;
		memcpy(file, n ? dir : ".", n ? n : 1);
		n += !n;
		file[n] = '/';
		memcpy(file + n + 1, i->file, len + 1);
		image_start(i, file);
		if (errno == EACCES)
			err = EACCES;
		else if (errno != ENOENT && errno != ENOTDIR)
			return;
	}
	errno = err;
}

void exec_words(struct ctx *x, struct word *words)
{
	struct image i = image_make(x, words);
	exec_image(&i);
}

int exec_report(struct ctx *x, char const *level, char const *what, struct word const *w, int err)
{
	char const *file = w->s ? word_wire(x, w) : 0;
	char const *why = !file ? 0 : err == E2BIG ? exec_too_big(x, w) : exec_reason(x, file, err);
	uint32_t at = x->at;
	x->at = w->at;
	errno = err;
	if (why)
		diag(x, level, DIAG_PARTS(what, file, ": ", strerror(err), ": ", why));
	else
		diag_sys(x, level, DIAG_PARTS(what, file ? file : "a block"));
	x->at = at;
	return err == ENOENT ? 127 : 126;
}

void start_again(struct ctx *x, struct word *words)
{
	x->argv0 = 0;
	x->login = 0;
	x->forks = 0;
	trace(x, .what = TRACE_EXEC, .words = words);
	struct image i = image_make(x, words);
	image_start(&i, "/proc/self/exe");
	char const *name = (char const *)getauxval(AT_EXECFN);
	/* Without /proc, by the name the kernel was given. */
	if (name && cmd_by_path(name))
		image_start(&i, name);
}

/* Execs WORDS. Returns the words to go on with instead, or 0 with the exit code. */
static struct word *leave_for(
	struct ctx *x, struct word *words, struct fallback const *fallback, int *code)
{
	trace(x, .what = TRACE_EXEC, .words = words);
	exec_words(x, words);
	trace(x, .what = TRACE_FAILED);
	if (!fallback) {
		*code = exec_report(x, "fatal", "unable to exec ", words, errno);
		return 0;
	}
	x->argv0 = 0;
	x->login = 0;
	env_back(x, fallback->env);
	return fallback->words;
}

/* Memory that was shared by many forks in a row is slow to fork again: an exec makes it new. */
enum { FORKS_DEEP = 32 };

static int steps(struct ctx *x, struct word *words)
{
	struct fallback const *fallback = 0;
	int code;
	while (words->s) {
		struct cmd const *cmd = x->first       ? cmd_by_path(words->s)
					: words->depth ? 0
						       : cmd_find(words->s);
		if (!cmd && x->first)
			cmd = cmd_find("windlass");
		if (!cmd) {
			words = leave_for(x, words, fallback, &code);
			if (!words)
				return code;
			fallback = 0;
			continue;
		}
		if (!x->first && (x->each || cmd->traits & FRESH || x->forks > FORKS_DEEP))
			start_again(x, words);
		x->first = 0;
		struct next n = cmd_call(x, cmd, words);
		if (n.how == NEXT_EXIT)
			return put_end(x, n.code);
		words = n.words;
		fallback = n.fallback;
	}
	return 0;
}

int run(struct ctx *x, struct word *words)
{
	int code = steps(x, words);
	trace(x, .what = TRACE_EXIT, .wstat = code << 8);
	return code;
}
