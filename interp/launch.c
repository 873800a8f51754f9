/* launch.c - from an executable file to the words that run it. */
#include "launch.h"

#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "cmd.h"

enum { LINE = 256 };

/* A script's first line: the interpreter and its one argument, or 0. */
struct shebang {
	char line[LINE];
	char *interpreter, *argument;
	int noexec;
};

static int executable(struct stat const *st)
{
	return S_ISREG(st->st_mode) && st->st_mode & 0111;
}

int launch_is_program(int dirfd, char const *name)
{
	struct stat st;
	return !fstatat(dirfd, name, &st, 0) && executable(&st);
}

static int read_shebang(struct shebang *s, int dirfd, char const *name)
{
	struct statvfs fs;
	struct stat st;
	int fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return 0;
	s->noexec = !fstatvfs(fd, &fs) && fs.f_flag & ST_NOEXEC;
	int ok = !fstat(fd, &st) && executable(&st);
	ssize_t n = readnclose(fd, s->line, LINE - 1);
	if (!ok || n < 3 || memcmp(s->line, "#!", 2))
		return 0;
	s->line[n] = 0;
	s->line[strcspn(s->line, "\n")] = 0;
	s->interpreter = s->line + 2 + strspn(s->line + 2, " \t");
	char *end = s->interpreter + strcspn(s->interpreter, " \t");
	s->argument = end + strspn(end, " \t");
	for (size_t len = strlen(s->argument); len && strchr(" \t", s->argument[len - 1]);)
		s->argument[--len] = 0;
	*end = 0;
	return *s->interpreter == '/';
}

/* The interpreter is this program under another name, or one of its commands that is nowhere. */
static int is_ours(char const *interpreter)
{
	struct stat self, other;
	struct cmd const *cmd = cmd_by_path(interpreter);
	if (!cmd)
		return 0;
	if (stat(interpreter, &other) < 0)
		return 1;
	return !stat("/proc/self/exe", &self) && self.st_dev == other.st_dev &&
	       self.st_ino == other.st_ino;
}

struct word *launch_words(
	struct ctx *x, int dirfd, char const *name, char const *file, char const *const *args)
{
	struct shebang s = { .interpreter = 0 };
	size_t n = 0;
	while (args[n])
		n++;
	struct word *w = arena_get(x, (n + 4) * sizeof *w), *p = w;
	int script = read_shebang(&s, dirfd, name), ours = script && is_ours(s.interpreter);
	if (ours || (script && s.noexec)) {
		char *text = arena_text(x, s.interpreter, strlen(s.interpreter));
		*p++ = word_make(ours ? strrchr(text, '/') + 1 : text, 0);
		if (*s.argument)
			*p++ = word_make(arena_text(x, s.argument, strlen(s.argument)), 0);
	}
	*p++ = word_make(file, 0);
	for (size_t i = 0; i <= n; i++)
		*p++ = args[i] ? word_make(args[i], 0) : (struct word){ 0 };
	return w;
}
