/* psread.c - processes, as /proc has them. */
#include <dirent.h>
#include <errno.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctx.h"
#include "ps.h"

enum { KERNEL = 0x00200000, STAT = 2048, PIDS = 256 };

int ps_is_kernel(struct ps_process const *p)
{
	return p->name && p->number[PS_FLAGS] & KERNEL;
}

/* TEXT is "PID (NAME) STATE NUMBER...", and a name may hold anything. */
static int read_numbers(struct ctx *x, struct ps_process *p, char const *text)
{
	char const *name = strchr(text, '('), *end = strrchr(text, ')');
	if (!name || !end || end < name || !end[1] || !end[2])
		return 0;
	p->name = arena_text(x, name + 1, (size_t)(end - name) - 1);
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

/* Whether the process is there, for as much of it as this user may know. */
static int look_at(struct ctx *x, struct ps_process *p)
{
	char b[STAT];
	ssize_t n = openreadnclose(join(x, p->dir, "/stat"), b, sizeof b - 1);
	if (n < 0)
		return errno == EACCES || errno == EPERM;
	b[n] = 0;
	return read_numbers(x, p, b);
}

static int by_pid(void const *a, void const *b)
{
	pid_t p = ((struct ps_process const *)a)->pid, q = ((struct ps_process const *)b)->pid;
	return (p > q) - (p < q);
}

/* One more place for a process; the arena keeps what it grew out of. */
static struct ps_process *next_place(struct ps *ps, size_t *room)
{
	if (ps->n == *room) {
		*room = *room ? 2 * *room : PIDS;
		struct ps_process *more = arena_get(ps->x, *room * sizeof *more);
		if (ps->n)
			memcpy(more, ps->process, ps->n * sizeof *more);
		ps->process = more;
	}
	return ps->process + ps->n;
}

static int read_processes(struct ps *ps)
{
	DIR *d = opendir("/proc");
	unsigned int pid;
	size_t room = 0;
	if (!d)
		return -1;
	for (struct dirent const *e; (e = readdir(d));) {
		struct ps_process *p;
		if (!uint0_scan(e->d_name, &pid))
			continue;
		p = next_place(ps, &room);
		*p = (struct ps_process){
			.pid = (pid_t)pid, .dir = join(ps->x, "/proc/", e->d_name), .branches = ""
		};
		ps->n += (size_t)look_at(ps->x, p);
	}
	closedir(d);
	if (ps->n)
		qsort(ps->process, ps->n, sizeof *ps->process, by_pid);
	return 0;
}

/* The number behind NAME in the text S, or 0. */
static long long value_of(char const *s, char const *name)
{
	s = strstr(s, name);
	return s ? strtoll(s + strlen(name), 0, 10) : 0;
}

/* "SECONDS.HUNDREDTHS ..." */
static void take_uptime(struct ps *ps, char const *s)
{
	char *end;
	ps->uptime = strtoll(s, &end, 10) * 100;
	if (*end == '.')
		ps->uptime += strtoll(end + 1, 0, 10);
	tain up;
	tain_now(&ps->boot);
	tai_u64(&up.sec, (uint64_t)(ps->uptime / 100));
	up.nano = (uint32_t)(ps->uptime % 100) * 10000000;
	tain_sub(&ps->boot, &ps->boot, &up);
}

char const *ps_read(struct ps *ps)
{
	char b[STAT];
	ssize_t n = openreadnclose("/proc/uptime", b, sizeof b - 1);
	ps->tick = sysconf(_SC_CLK_TCK);
	ps->page = sysconf(_SC_PAGESIZE);
	if (n < 0)
		return "/proc/uptime";
	b[n] = 0;
	take_uptime(ps, b);
	n = openreadnclose("/proc/meminfo", b, sizeof b - 1);
	b[n > 0 ? n : 0] = 0;
	ps->memory = value_of(b, "MemTotal:") + value_of(b, "SwapTotal:");
	return read_processes(ps) < 0 ? "/proc" : 0;
}

/* What ends a line, or is no text, does not get to a terminal. */
static void make_plain(char *s, size_t n)
{
	for (; n--; s++)
		if (!*s || *s == '\n' || *s == '\t')
			*s = ' ';
		else if ((unsigned char)*s < ' ' || *s == 127)
			*s = '?';
}

int ps_slurp(struct ps const *ps, struct ps_process const *p, char const *file, stralloc *to)
{
	size_t before = to->len;
	if (!openslurpclose(to, join(ps->x, p->dir, "/", file))) {
		to->len = before;
		return (errno == EACCES || errno == EPERM) && stralloc_cats(to, "*");
	}
	while (to->len > before && strchr("\n", to->s[to->len - 1]))
		to->len--;
	make_plain(to->s + before, to->len - before);
	return to->len > before;
}
