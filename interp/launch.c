/* launch.c - from an executable file to the words that run it. */
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "cmd.h"
#include "shortage.h"

enum { LINE = 256 };

/* A script's first line: the interpreter and its one argument, or 0. */
struct shebang {
	char line[LINE];
	char *interpreter, *argument;
	int noexec; /* it lies where nothing can be executed */
	int executable;
	int err; /* why it could not be looked at, or 0 */
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
	if (fd < 0) {
		s->err = errno;
		return 0;
	}
	ssize_t n = fd_read(fd, s->line, LINE - 1);
	s->err = n < 0 ? errno : 0;
	int script = n >= 3 && !memcmp(s->line, "#!", 2);
	s->noexec = script && !fstatvfs(fd, &fs) && fs.f_flag & ST_NOEXEC;
	if (fstat(fd, &st) < 0)
		s->err = s->err ? s->err : errno;
	else
		s->executable = executable(&st);
	fd_close(fd);
	if (!script)
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

/* The interpreter is this program under another name, or one of its commands that is nowhere. Or nobody can tell for
   now: that is S's error. */
static int is_ours(struct shebang *s)
{
	struct stat self, other;
	if (!cmd_by_path(s->interpreter))
		return 0;
	int there = !stat(s->interpreter, &other);
	if (!there && !shortage(errno))
		return 1;
	if (there && !stat("/proc/self/exe", &self))
		return self.st_dev == other.st_dev && self.st_ino == other.st_ino;
	if (shortage(errno))
		s->err = errno;
	return 0;
}

/* FILE and ARGS behind the interpreter that S names, called NAME, if there is one. */
static struct word *with_interpreter(struct ctx *x, struct shebang const *s, char const *name,
	char const *file, char const *const *args)
{
	size_t n = 0;
	while (args[n])
		n++;
	struct word *w = arena_get(x, (n + 4) * sizeof *w), *p = w;
	if (name)
		*p++ = word_make(arena_text(x, name, strlen(name)), 0);
	if (name && *s->argument)
		*p++ = word_make(arena_text(x, s->argument, strlen(s->argument)), 0);
	*p++ = word_make(file, 0);
	for (size_t i = 0; i <= n; i++)
		*p++ = args[i] ? word_make(args[i], 0) : (struct word){ 0 };
	return w;
}

struct word *launch_words(
	struct ctx *x, int dirfd, char const *name, char const *file, char const *const *args)
{
	struct shebang s = { .interpreter = 0 };
	int script = read_shebang(&s, dirfd, name) && s.executable;
	char const *by = script && is_ours(&s) ? strrchr(s.interpreter, '/') + 1
			 : script && s.noexec  ? s.interpreter
					       : 0;
	struct word *words = with_interpreter(x, &s, by, file, args);
	errno = s.err;
	return words;
}

struct word *launch_script(struct ctx *x, char const *file, char const *const *args)
{
	struct shebang s = { .interpreter = 0, .argument = s.line };
	struct stat st;
	if (read_shebang(&s, AT_FDCWD, file)) {
		char const *slash = strrchr(s.interpreter, '/');
		return with_interpreter(
			x, &s, cmd_by_path(s.interpreter) ? slash + 1 : 0, file, args);
	}
	*s.line = 0;
	int text = !stat(file, &st) && S_ISREG(st.st_mode) && !s.executable;
	return with_interpreter(x, &s, text ? "execlineb" : 0, file, args);
}
