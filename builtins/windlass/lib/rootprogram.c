/* rootprogram.c - programs and scripts of an image, as the kernel would start them. */
#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "path.h"
#include "rootfs.h"
#include "shebang.h"

enum { HEAD = 256, KERNEL_READS = 255, KERNEL_READ = 127 };

static char const *base(char const *path)
{
	char const *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* Why the file REAL, which is PROGRAM in the root, cannot be run, or 0. */
static char const *about(
	struct rootfs *r, char const *program, char const *real, enum lint_id *rule)
{
	struct stat st;
	char head[HEAD];
	char const *why = 0;
	int fd = open(real, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	*rule = LINT_NO_PROGRAM;
	if (fd < 0)
		return 0;
	ssize_t n = !fstat(fd, &st) && S_ISREG(st.st_mode) ? read(fd, head, sizeof head) : -1;
	if (n < 0)
		why = "is no file";
	else if (!(st.st_mode & 0111)) {
		*rule = LINT_NOT_EXECUTABLE;
		why = "is not executable";
	} else if (n >= 4 && !memcmp(head, "\177ELF", 4))
		why = rootfs_elf(r, fd, head, (size_t)n, rule);
	fd_close(fd);
	return why ? join(r->x, program, " ", why) : 0;
}

static char const *about_path(struct rootfs *r, char const *path, enum lint_id *rule)
{
	char const *real = rootfs_resolve(r, path);
	if (real)
		return about(r, path, real, rule);
	*rule = LINT_NO_INTERPRETER;
	return r->layer || cmd_by_path(path) ? 0 : join(r->x, path, " does not exist");
}

/* What the processes of the container find in places that are mounted, nobody can say. */
static int is_mounted(char const *path)
{
	static char const *const places[] = { "/run/", "/var/run/", "/tmp/", "/dev/", "/proc/",
		"/sys/", 0 };
	for (char const *const *p = places; *p; p++)
		if (!strncmp(path, *p, strlen(*p)))
			return 1;
	return 0;
}

char const *rootfs_missing(struct rootfs *r, char const *program, enum lint_id *rule)
{
	char const *path = rootfs_env(r, "PATH");
	struct stat st;
	if (strchr(program, '/'))
		return *program != '/' || is_mounted(program) ? 0 : about_path(r, program, rule);
	if (r->layer || !*program || cmd_find(program))
		return 0;
	if (!path)
		path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
	for (char const *dir; (dir = path_next(r->x, &path));)
		if (rootfs_stat(r, join(r->x, dir, "/", program), &st) && S_ISREG(st.st_mode) &&
			st.st_mode & 0111)
			return 0;
	*rule = LINT_NO_INTERPRETER;
	return join(r->x, "there is no program ", program, " in PATH");
}

/* env and with-contenv go on to what their argument names: all of it. */
static void check_argument(struct rootfs *r, struct report_file *f, struct shebang const *l)
{
	char const *name = base(l->program), *what = l->argument;
	enum lint_id rule;
	int env = !strcmp(name, "env");
	if (!what || (!env && strcmp(name, "with-contenv") != 0))
		return;
	if (env && !strncmp(what, "-S", 2)) {
		what += 2 + strspn(what + 2, " \t");
		what = arena_text(r->x, what, strcspn(what, " \t"));
	}
	if (!strncmp(what, "-", 1) || strchr(what, '='))
		return;
	if (strpbrk(what, " \t")) {
		rootfs_say(r, f, LINT_NO_INTERPRETER, l->argument_at, 0,
			"the kernel hands over one argument: ", name,
			" looks for a program called \"", what, "\"");
		return;
	}
	char const *why = rootfs_missing(r, what, &rule);
	if (why)
		rootfs_say(r, f, rule, l->argument_at, 0, why);
}

/* The first line. Returns whether the script can be looked at on. */
static int check_line(struct rootfs *r, struct report_file *f, struct shebang const *l)
{
	enum lint_id rule = LINT_NO_INTERPRETER;
	char const *why = 0;
	if (l->carriage_return) {
		rootfs_say(r, f, LINT_CARRIAGE_RETURN, (uint32_t)l->len,
			"save the file with newlines only",
			"the first line ends with a carriage return (CR LF): ",
			l->argument ? l->argument : l->program, " gets it");
		return 0;
	}
	if (l->len > KERNEL_READ)
		rootfs_say_as(r, f, LINT_LONG_SHEBANG,
			l->len > KERNEL_READS ? LINT_ERROR : LINT_WARNING, 1, 0,
			"the first line is longer than the ",
			l->len > KERNEL_READS ? "255 bytes that Linux reads"
					      : "127 bytes that Linux reads before version 5.1");
	if (!*l->program)
		why = "the first line names no interpreter";
	else if (*l->program != '/')
		why = join(r->x, "the interpreter's path is not absolute: ", l->program);
	else
		why = rootfs_missing(r, l->program, &rule);
	if (why)
		rootfs_say(r, f, rule, l->program_at, 0, why);
	else
		check_argument(r, f, l);
	return 1;
}

static void check_script(struct rootfs *r, char const *path)
{
	struct shebang l;
	struct report_file *f = rootfs_text(r, path);
	if (!f)
		return;
	if (!shebang_read(r->x, &f->src, &l)) {
		rootfs_say(r, f, LINT_NO_SHEBANG, f->src.len != 0,
			"the first line of a script is #! and its interpreter",
			f->src.len ? "this is neither a program nor a script" : "this is empty");
		return;
	}
	if (!check_line(r, f, &l))
		return;
	rootfs_names(r, f);
	rootfs_lint(r, f, 0);
}

static void check_mode(struct rootfs *r, char const *path, struct stat const *st)
{
	struct report_file *f = rootfs_file(r, rootfs_name(r, path), (struct script){ 0 });
	if (!(st->st_mode & 0111))
		rootfs_say_as(r, f, LINT_NOT_EXECUTABLE,
			r->generation == 3 ? LINT_WARNING : LINT_NOTE, 0,
			join(r->x, "chmod +x ", rootfs_name(r, path)),
			"this is not executable: /init makes it so, unless the root is read-only");
}

static void say_nothing_to_run(struct rootfs *r, char const *path, int err)
{
	struct report_file *f = rootfs_file(r, rootfs_name(r, path), (struct script){ 0 });
	rootfs_say_as(r, f, LINT_NO_PROGRAM, r->layer && err != EISDIR ? LINT_WARNING : LINT_ERROR,
		0, 0,
		err == EISDIR  ? "this is no file"
		: err == ELOOP ? "this link leads to itself"
			       : "this is a link to what does not exist");
}

void rootfs_program(struct rootfs *r, char const *path, enum rootfs_mode mode)
{
	char const *real = rootfs_resolve(r, path);
	char head[HEAD];
	struct stat st;
	enum lint_id rule;
	if (!real || stat(real, &st) < 0 || !S_ISREG(st.st_mode)) {
		say_nothing_to_run(r, path, real ? EISDIR : errno);
		return;
	}
	if (mode == ROOTFS_MADE)
		check_mode(r, path, &st);
	int fd = open(real, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, head, sizeof head);
	int elf = n >= 4 && !memcmp(head, "\177ELF", 4);
	char const *why = elf ? rootfs_elf(r, fd, head, (size_t)n, &rule) : 0;
	if (fd >= 0)
		fd_close(fd);
	if (why)
		rootfs_say(r, rootfs_file(r, rootfs_name(r, path), (struct script){ 0 }), rule, 0,
			0, "this ", why);
	else if (!elf)
		check_script(r, path);
}
