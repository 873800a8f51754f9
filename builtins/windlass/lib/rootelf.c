/* rootelf.c - programs of an image: what machine they are for, and what they need to start. */
#include <elf.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rootfs.h"
#include "run.h"

/* The 16 bits at S, in the order that the program HEAD has. */
static unsigned int half(char const *head, char const *s)
{
	unsigned char const *b = (unsigned char const *)s;
	return head[EI_DATA] == ELFDATA2MSB ? b[0] * 256u + b[1] : b[1] * 256u + b[0];
}

static unsigned int machine_of(char const *head, size_t n)
{
	if (n < sizeof(Elf32_Ehdr) || memcmp(head, ELFMAG, SELFMAG) != 0)
		return 0;
	return half(head, head + offsetof(Elf32_Ehdr, e_machine));
}

unsigned int rootfs_machine(struct rootfs *r)
{
	static char const *const usual[] = { "/init", "/command/windlass", "/command/execlineb",
		"/bin/sh", "/bin/busybox", "/usr/bin/env", 0 };
	for (char const *const *p = usual; *p; p++) {
		char head[sizeof(Elf32_Ehdr)];
		char const *real = rootfs_resolve(r, *p);
		ssize_t n = real ? openreadnclose(real, head, sizeof head) : -1;
		unsigned int machine = n < 0 ? 0 : machine_of(head, (size_t)n);
		if (machine)
			return machine;
	}
	return 0;
}

/* Reads the path of the dynamic loader of FD, a program whose numbers are as this machine's, into TO; 0 when there
   is none. The two classes differ in where things are. */
#define LOADER(bits) \
	static int loader##bits(int fd, char const *head, char *to, size_t room) \
	{ \
		Elf##bits##_Ehdr e; \
		Elf##bits##_Phdr p; \
		memcpy(&e, head, sizeof e); \
		for (unsigned int i = 0; i < e.e_phnum; i++) { \
			if (pread(fd, &p, sizeof p, (off_t)(e.e_phoff + i * sizeof p)) != \
				(ssize_t)sizeof p) \
				return 0; \
			if (p.p_type == PT_INTERP) \
				return p.p_filesz < room && \
				       pread(fd, to, p.p_filesz, (off_t)p.p_offset) == \
					       (ssize_t)p.p_filesz; \
		} \
		return 0; \
	}
LOADER(32)
LOADER(64)

static int loader(int fd, char const *head, char *to, size_t room)
{
	static unsigned short const one = 1;
	int own = *(char const *)&one ? ELFDATA2LSB : ELFDATA2MSB;
	memset(to, 0, room);
	if (head[EI_DATA] != own)
		return 0;
	return head[EI_CLASS] == ELFCLASS64 ? loader64(fd, head, to, room)
					    : loader32(fd, head, to, room);
}

char const *rootfs_elf(struct rootfs *r, int fd, char const *head, size_t n, enum lint_id *rule)
{
	char path[4096];
	struct stat st;
	unsigned int machine = machine_of(head, n);
	*rule = LINT_NO_SHEBANG;
	if (!machine || n < sizeof(Elf64_Ehdr))
		return "is a damaged program";
	*rule = LINT_WRONG_ARCHITECTURE;
	if (r->machine && machine != r->machine)
		return join(r->x, "is built for ", exec_machine(machine),
			", the programs of this root are for ", exec_machine(r->machine));
	*rule = LINT_NO_INTERPRETER;
	if (r->layer || !loader(fd, head, path, sizeof path) || rootfs_stat(r, path, &st))
		return 0;
	return join(r->x, "needs the dynamic loader ", path, ", which does not exist");
}
