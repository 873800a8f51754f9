/* trim.c - giving back memory that only the start has needed. */
#include "trim.h"

#include <link.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

void trim_program(void)
{
	ElfW(Phdr) const *p = (void const *)getauxval(AT_PHDR);
	unsigned long n = p ? getauxval(AT_PHNUM) : 0, page = (unsigned long)sysconf(_SC_PAGESIZE);
	unsigned long moved = 0;
	for (unsigned long i = 0; i < n; i++)
		if (p[i].p_type == PT_PHDR)
			moved = (unsigned long)p - p[i].p_vaddr;
	for (unsigned long i = 0; i < n; i++) {
		unsigned long from = (p[i].p_vaddr + moved) & -page;
		unsigned long to = p[i].p_vaddr + moved + p[i].p_memsz;
		if (p[i].p_type == PT_LOAD && !(p[i].p_flags & PF_W))
			madvise((void *)from, to - from, MADV_DONTNEED);
	}
}
