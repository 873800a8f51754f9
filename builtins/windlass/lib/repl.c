/* repl.c - in place of the session: goes on with the program that has it. */
#include "builtin.h"

#include <limits.h>
#include <sys/stat.h>

#include "path.h"
#include "session.h"

/* Whether FILE can be run and is another program than this one, which may be called so too. */
static int is_there(char const *file)
{
	struct stat st, self;
	if (access(file, X_OK) < 0 || stat(file, &st) < 0 || !S_ISREG(st.st_mode))
		return 0;
	return stat("/proc/self/exe", &self) < 0 || st.st_dev != self.st_dev ||
	       st.st_ino != self.st_ino;
}

static char const *beside(struct ctx *x, char const *name)
{
	char own[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", own, sizeof own);
	while (n > 0 && own[n - 1] != '/')
		n--;
	char const *file = n > 0 ? join(x, arena_text(x, own, (size_t)n), name) : 0;
	return file && is_there(file) ? file : 0;
}

static char const *in_path(struct ctx *x, char const *name)
{
	char const *path = env_value(x, "PATH"), *dir;
	while ((dir = path_next(x, &path))) {
		char const *file = join(x, dir, "/", name);
		if (is_there(file))
			return file;
	}
	return 0;
}

struct next run_repl(struct ctx *x, struct call const *c)
{
	char const *name = c->cmd->name, *file = beside(x, name);
	if (!file)
		file = in_path(x, name);
	if (!file)
		return failcode(x, 127, "the interactive session is a program of its own, ", name,
			", which is neither beside this one nor in PATH: make install REPL=1 installs it");
	char const *const argv[] = { file, c->arg[0], 0 };
	return chain(words_of(x, argv));
}
