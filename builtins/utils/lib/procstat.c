/* procstat.c - processes, as /proc has them. */
#include "procstat.h"

#include <dirent.h>
#include <errno.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IN_KERNEL = 0x00200000 };

/* TEXT is "PID (NAME) STATE NUMBER...", and a name may hold anything. */
static int parse(char const *text, struct procstat *p)
{
	char const *name = strchr(text, '('), *end = strrchr(text, ')');
	if (!name || !end || end < name || !end[1] || !end[2])
		return 0;
	p->name = name + 1;
	p->name_len = (size_t)(end - name) - 1;
	p->state = end[2];
	char const *s = end + 3;
	for (size_t i = 0; i < PS_NUMBERS; i++) {
		char *next;
		p->number[i] = *s && s[1] == '-' ? strtoll(s, &next, 10)
						 : (long long)strtoull(s, &next, 10);
		s = next;
	}
	return 1;
}

int procstat_read(pid_t pid, char *text, struct procstat *s)
{
	char path[48];
	snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
	ssize_t n = openreadnclose(path, text, PROCSTAT_TEXT - 1);
	if (n < 0)
		return -1;
	text[n] = 0;
	errno = ESRCH;
	return parse(text, s) ? 0 : -1;
}

int procstat_is_kernel(struct procstat const *s)
{
	return (s->number[PS_FLAGS] & IN_KERNEL) != 0;
}

static int by_pid(void const *a, void const *b)
{
	pid_t p = *(pid_t const *)a, q = *(pid_t const *)b;
	return (p > q) - (p < q);
}

int procstat_pids(genalloc *pids)
{
	DIR *d = opendir("/proc");
	unsigned int n;
	if (!d)
		return -1;
	for (struct dirent const *e; (e = readdir(d));)
		if (uint0_scan(e->d_name, &n)) {
			pid_t pid = (pid_t)n;
			genalloc_append(pid_t, pids, &pid);
		}
	closedir(d);
	if (pids->len)
		qsort(pids->s, genalloc_len(pid_t, pids), sizeof(pid_t), by_pid);
	return 0;
}
