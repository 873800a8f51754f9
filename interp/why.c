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
#include "path.h"
#include "run.h"

/* Where NAME is found along PATH, executable or not; 0 if nowhere. */
static char const *locate(struct ctx *x, char const *name)
{
	char const *path = env_value(x, "PATH");
	if (strchr(name, '/'))
		return access(name, F_OK) ? 0 : name;
	if (!path)
		path = "/usr/bin:/bin";
	for (char const *dir; (dir = path_next(x, &path));) {
		char const *file = join(x, dir, "/", name);
		if (!access(file, F_OK))
			return file;
	}
	return 0;
}

static char const *architecture(unsigned int machine)
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

static char const *about_interpreter(struct ctx *x, char *line)
{
	line[strcspn(line, "\n")] = 0;
	size_t len = strlen(line);
	if (len && line[len - 1] == '\r')
		return "its first line ends in CR LF: save the file with LF line ends";
	char *name = line + 2 + strspn(line + 2, " \t");
	name[strcspn(name, " \t")] = 0;
	if (!*name)
		return "its #! line names no interpreter";
	if (access(name, F_OK))
		return join(x, "its interpreter ", name, " does not exist");
	if (access(name, X_OK))
		return join(x, "its interpreter ", name, " is not executable");
	return 0;
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
		return join(x, "it is built for ", architecture(machine), ", this machine is ",
			architecture(self));
	return err == ENOENT ? "its dynamic loader does not exist" : 0;
}

static char const *about_content(struct ctx *x, char const *file, int err)
{
	char head[1024] = { 0 };
	ssize_t n = openreadnclose(file, head, sizeof head - 1);
	if (n < 0)
		return 0;
	if (!n)
		return "it is empty";
	if (!memcmp(head, ELFMAG, SELFMAG))
		return about_elf(x, head, (size_t)n, err);
	if (!strncmp(head, "#!", 2))
		return about_interpreter(x, head);
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
	if (!(st.st_mode & 0111))
		return join(x, "it is not executable: chmod +x ", file);
	if (!statvfs(file, &fs) && fs.f_flag & ST_NOEXEC)
		return "it is on a file system mounted noexec";
	return about_content(x, file, EACCES);
}

char const *exec_reason(struct ctx *x, char const *name, int err)
{
	char const *file = locate(x, name), *path = env_value(x, "PATH");
	if (file)
		return err == EACCES                     ? about_access(x, file)
		       : err == ENOENT || err == ENOEXEC ? about_content(x, file, err)
							 : 0;
	if (err != ENOENT || strchr(name, '/'))
		return 0;
	return path ? join(x, "it is not in PATH ", path) : "it is not in the default PATH";
}
