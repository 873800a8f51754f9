/* psread.c - processes, as /proc has them. */
#include <errno.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctx.h"
#include "diag.h"
#include "ps.h"

enum { TEXT = 2048 };

int ps_is_kernel(struct ps_process const *p)
{
	return p->stat.name && procstat_is_kernel(&p->stat);
}

/* Whether the process is there, for as much of it as this user may know. */
static int look_at(struct ctx *x, struct ps_process *p)
{
	char text[PROCSTAT_TEXT];
	if (procstat_read(p->pid, text, &p->stat) < 0)
		return errno == EACCES || errno == EPERM;
	p->stat.name = arena_text(x, p->stat.name, p->stat.name_len);
	return 1;
}

static int read_processes(struct ps *ps)
{
	genalloc pids = GENALLOC_ZERO;
	char b[DECIMAL];
	if (procstat_pids(&pids) < 0)
		return -1;
	size_t n = genalloc_len(pid_t, &pids);
	ps->process = arena_get(ps->x, (n + 1) * sizeof *ps->process);
	for (size_t i = 0; i < n; i++) {
		struct ps_process *p = ps->process + ps->n;
		pid_t pid = genalloc_s(pid_t, &pids)[i];
		*p = (struct ps_process){ .pid = pid,
			.dir = join(ps->x, "/proc/", decimal(b, (unsigned long)pid)),
			.branches = "" };
		ps->n += (size_t)look_at(ps->x, p);
	}
	genalloc_free(pid_t, &pids);
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
	char b[TEXT];
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
