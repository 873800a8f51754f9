/* why.c - why an exec failed, where errno alone would leave a person guessing. */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "cmd.h"
#include "diag.h"
#include "nearest.h"
#include "path.h"
#include "run.h"

#define DEFAULT_PATH "/command:/usr/bin:/bin"
enum { ONE = 1 << 17, NESTED = 4 };

/* Where NAME is found along PATH, executable or not; 0 if nowhere. */
static char const *locate(struct ctx *x, char const *name)
{
	char const *path = env_value(x, "PATH");
	if (strchr(name, '/'))
		return access(name, F_OK) ? 0 : name;
	if (!path)
		path = DEFAULT_PATH;
	for (char const *dir; (dir = path_next(x, &path));) {
		char const *file = join(x, dir, "/", name);
		if (!access(file, F_OK))
			return file;
	}
	return 0;
}

char const *exec_machine(unsigned int machine)
{
	static struct {
		unsigned int machine;
		char const *name;
	} const known[] = { { EM_386, "i386" }, { EM_X86_64, "x86_64" }, { EM_ARM, "arm" },
		{ EM_AARCH64, "aarch64" }, { EM_PPC64, "ppc64" }, { EM_S390, "s390" },
		{ EM_RISCV, "riscv" }, { EM_MIPS, "mips" } };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].machine == machine)
			return known[i].name;
	return "another architecture";
}

/* Why the interpreter of a script cannot be executed, NESTED ones deep. */
static char const *about_file(struct ctx *x, char const *file, int err, int nested);

static char const *about_interpreter(struct ctx *x, char *line, int err, int nested)
{
	line[strcspn(line, "\n")] = 0;
	size_t len = strlen(line);
	if (len && line[len - 1] == '\r')
		return "its first line ends in CR LF: save the file with LF line ends";
	char *name = line + 2 + strspn(line + 2, " \t");
	name[strcspn(name, " \t")] = 0;
	if (!*name)
		return "its #! line names no interpreter";
	if (access(name, F_OK) && errno == ENOENT)
		return join(x, "its interpreter ", name, " does not exist");
	char const *why = nested < NESTED ? about_file(x, name, err, nested + 1) : 0;
	return why ? join(x, "its interpreter ", name, ": ", why) : 0;
}

static char const *about_elf(struct ctx *x, char const *head, size_t n, int err)
{
	Elf64_Half machine, self;
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	char own[sizeof(Elf32_Ehdr)] = { 0 };
	if (fd >= 0)
		readnclose(fd, own, sizeof own);
	if (n < sizeof own)
		return "it is a damaged program";
	memcpy(&machine, head + offsetof(Elf32_Ehdr, e_machine), sizeof machine);
	memcpy(&self, own + offsetof(Elf32_Ehdr, e_machine), sizeof self);
	if (self && machine != self)
		return join(x, "it is built for ", exec_machine(machine), ", this machine is ",
			exec_machine(self));
	return err == ENOENT ? "its dynamic loader does not exist" : 0;
}

static char const *about_content(struct ctx *x, char const *file, int err, int nested)
{
	char head[1024] = { 0 };
	ssize_t n = openreadnclose(file, head, sizeof head - 1);
	if (n < 0)
		return 0;
	if (!n)
		return err == ENOEXEC ? "it is empty" : 0;
	if (!memcmp(head, ELFMAG, SELFMAG))
		return about_elf(x, head, (size_t)n, err);
	if (!strncmp(head, "#!", 2))
		return about_interpreter(x, head, err, nested);
	return err == ENOEXEC ? "it is neither a program nor a script with a #! line" : 0;
}

static char const *about_access(struct ctx *x, char const *file)
{
	struct stat st;
	struct statvfs fs;
	if (stat(file, &st) < 0)
		return 0;
	if (S_ISDIR(st.st_mode))
		return "it is a directory";
	if (!S_ISREG(st.st_mode))
		return "it is no regular file";
	if (!(st.st_mode & 0111))
		return join(x, "it is not executable: chmod +x ", file);
	if (!statvfs(file, &fs) && fs.f_flag & ST_NOEXEC)
		return "it is on a file system mounted noexec";
	if (access(file, X_OK) && errno == EACCES)
		return "its mode does not let this user execute it";
	return 0;
}

static char const *about_file(struct ctx *x, char const *file, int err, int nested)
{
	char const *why = err == EACCES ? about_access(x, file) : 0;
	return why ? why : about_content(x, file, err, nested);
}

/* What is wrong with the part PART of a path, which ERR was about. */
static char const *about_part(struct ctx *x, char const *part, int err, int last)
{
	struct stat st;
	if (!lstat(part, &st) && S_ISLNK(st.st_mode) && err != ENOTDIR && err != EACCES)
		return join(x, part,
			err == ELOOP ? " is a link that leads to itself, or one of too many"
				     : " is a link to what does not exist");
	switch (err) {
	case ENOENT: return last ? 0 : join(x, "the directory ", part, " does not exist");
	case ENOTDIR: return join(x, part, " is not a directory");
	case ENAMETOOLONG: return "a part of a path may have 255 bytes, all of it 4095";
	default: return join(x, "this user may not search the directory ", part);
	}
}

/* Which part of the path FILE cannot be passed; 0 if all can. */
static char const *about_path(struct ctx *x, char const *file)
{
	struct stat st;
	for (size_t n = 0;; n++) {
		n += strcspn(file + n, "/");
		char const *part = arena_text(x, file, n);
		int last = !file[n];
		if (n && stat(part, &st) < 0)
			return about_part(x,
				errno == EACCES
					? arena_text(x, part, (size_t)(strrchr(part, '/') - part))
					: part,
				errno, last);
		if (n && !last && !S_ISDIR(st.st_mode))
			return about_part(x, part, ENOTDIR, 0);
		if (last)
			return 0;
	}
}

/* A directory of PATH that cannot be looked into, where NAME has been refused. */
static char const *about_search(struct ctx *x, char const *path, char const *name, int err)
{
	char const *why = 0;
	for (char const *dir = path; dir && !why;
		dir = strchr(dir, ':') ? strchr(dir, ':') + 1 : 0) {
		char const *at = arena_text(x, dir, strcspn(dir, ":"));
		char const *file = join(x, *at ? at : ".", "/", name);
		if (access(file, F_OK) && errno == err)
			why = about_path(x, file);
	}
	return why;
}

static char const *not_found(struct ctx *x, char const *name)
{
	char const *path = env_value(x, "PATH"), *hint = exec_hint(x, name);
	if (hint && hint[strlen(hint) - 1] != '?')
		return hint;
	return join(x, hint ? hint : "", hint ? " It" : "it",
		path ? " is not in PATH " : " is not in the default PATH", path ? path : "");
}

static int may_be_explained(int err)
{
	return err == ENOENT || err == ENOEXEC || err == EACCES || err == ENOTDIR || err == ELOOP ||
	       err == ENAMETOOLONG;
}

char const *exec_reason(struct ctx *x, char const *name, int err)
{
	char const *path = env_value(x, "PATH"), *file = locate(x, name);
	int slash = strchr(name, '/') != 0;
	if (!*name)
		return exec_hint(x, name);
	if (err == ETXTBSY)
		return "somebody has it open for writing";
	if (!may_be_explained(err))
		return 0;
	if (file)
		return about_file(x, file, err, 0);
	if (!slash)
		return err == ENOENT ? not_found(x, name)
				     : about_search(x, path ? path : DEFAULT_PATH, name, err);
	char const *why = about_path(x, name), *hint = err == ENOENT ? exec_hint(x, name) : 0;
	return hint ? hint : why;
}

/* How long a list of texts is, and which is the longest. */
struct size {
	unsigned long total;
	size_t longest, which;
};

static struct size size_of(char const *const *v)
{
	struct size s = { 0 };
	for (size_t i = 0; v[i]; i++) {
		size_t len = strlen(v[i]) + 1;
		s.total += len + sizeof *v;
		if (len > s.longest) {
			s.longest = len;
			s.which = i;
		}
	}
	return s;
}

/* "argument 3 takes 140000 bytes"; of the text itself only the beginning, which may be a name. */
static char const *about_longest(struct ctx *x, char const *what, struct size const *s)
{
	char n[DECIMAL];
	return join(
		x, what, " takes ", decimal(n, s->longest), " bytes, 131072 is the most for one");
}

char const *exec_too_big(struct ctx *x, struct word const *words)
{
	char which[DECIMAL], n[DECIMAL], m[DECIMAL];
	char const *const *argv = words_argv(x, words);
	struct size args = size_of(argv), env = size_of(x->env.v);
	if (args.longest > ONE)
		return about_longest(x, join(x, "argument ", decimal(which, args.which)), &args);
	if (env.longest > ONE) {
		char const *entry = x->env.v[env.which];
		return about_longest(x,
			join(x, "the variable ", arena_text(x, entry, strcspn(entry, "="))), &env);
	}
	return join(x, "the arguments take ", decimal(n, args.total), " bytes, the environment ",
		decimal(m, env.total), "; a quarter of the stack (ulimit -s) is for both");
}
