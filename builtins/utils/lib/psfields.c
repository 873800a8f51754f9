/* psfields.c - what there is to know of a process, as text: numbers, times, and the table of all. */
#include <skalibs/djbtime.h>
#include <skalibs/types.h>
#include <stdio.h>
#include <time.h>

#include "ctx.h"
#include "ps.h"

enum { DAY = 86400, TEXT = 64 };

static void add_number(stralloc *to, long long n)
{
	char b[UINT64_FMT + 1];
	stralloc_catb(to, b, int64_fmt(b, n));
}

#define NUMBER(field, expression) \
	static void field(struct ps const *ps, struct ps_process const *p, stralloc *to) \
	{ \
		(void)ps; \
		add_number(to, (expression)); \
	}
NUMBER(pid, p->pid)
NUMBER(parent, p->stat.number[PS_PARENT])
NUMBER(group_of, p->stat.number[PS_GROUP])
NUMBER(session, p->stat.number[PS_SESSION])
NUMBER(priority, p->stat.number[PS_PRIORITY])
NUMBER(nice_value, p->stat.number[PS_NICE])
NUMBER(threads, p->stat.number[PS_THREADS])
NUMBER(size, p->stat.number[PS_SIZE] / 1024)
NUMBER(resident, p->stat.number[PS_RESIDENT] * ps->page / 1024)
NUMBER(processor, p->stat.number[PS_PROCESSOR])

static long long own(struct ps_process const *p)
{
	return p->stat.number[PS_UTIME] + p->stat.number[PS_STIME];
}

static long long with_children(struct ps_process const *p)
{
	return own(p) + p->stat.number[PS_CUTIME] + p->stat.number[PS_CSTIME];
}

/* MINUTES:SECONDS.HUNDREDTHS */
static void add_time(struct ps const *ps, long long ticks, stralloc *to)
{
	char b[TEXT];
	long long h = ticks * 100 / ps->tick;
	snprintf(b, sizeof b, "%lld:%02lld.%02lld", h / 6000, h / 100 % 60, h % 100);
	stralloc_cats(to, b);
}

#define TIME(field, expression) \
	static void field(struct ps const *ps, struct ps_process const *p, stralloc *to) \
	{ \
		add_time(ps, (expression), to); \
	}
TIME(user_time, p->stat.number[PS_UTIME])
TIME(system_time, p->stat.number[PS_STIME])
TIME(users_time, p->stat.number[PS_UTIME] + p->stat.number[PS_CUTIME])
TIME(systems_time, p->stat.number[PS_STIME] + p->stat.number[PS_CSTIME])
TIME(total_time, own(p))
TIME(totals_time, with_children(p))

static void add_part(long long part, long long whole, stralloc *to)
{
	char b[TEXT];
	long long tenths = whole > 0 ? part * 1000 / whole : 0;
	snprintf(b, sizeof b, "%lld.%lld", tenths / 10, tenths % 10);
	stralloc_cats(to, b);
}

/* Since when, in hundredths of a second. */
static long long age(struct ps const *ps, struct ps_process const *p)
{
	return ps->uptime - p->stat.number[PS_START] * 100 / ps->tick;
}

static void cpu(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	add_part(own(p) * 100 / ps->tick, age(ps, p), to);
}

static void cpu_with_children(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	add_part(with_children(p) * 100 / ps->tick, age(ps, p), to);
}

static void memory(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	add_part(p->stat.number[PS_RESIDENT] * ps->page / 1024, ps->memory, to);
}

static void state(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	long long nice = p->stat.number[PS_NICE];
	(void)ps;
	stralloc_append(to, p->stat.state);
	if (p->stat.number[PS_SESSION] == p->pid)
		stralloc_append(to, 's');
	else if (p->stat.number[PS_FOREGROUND] == p->pid)
		stralloc_append(to, '+');
	if (nice)
		stralloc_append(to, nice > 0 ? 'N' : '<');
}

static void foreground(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	(void)ps;
	if (p->stat.number[PS_FOREGROUND] > 0)
		add_number(to, p->stat.number[PS_FOREGROUND]);
	else
		stralloc_cats(to, "-");
}

static tain started(struct ps const *ps, struct ps_process const *p)
{
	long long h = p->stat.number[PS_START] * 100 / ps->tick;
	tain after;
	tai_u64(&after.sec, (uint64_t)(h / 100));
	after.nano = (uint32_t)(h % 100) * 10000000;
	tain_add(&after, &ps->boot, &after);
	return after;
}

static void start(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	char b[TEXT];
	struct tm tm;
	time_t t;
	tain at = started(ps, p);
	if (!time_from_tai(&t, tain_secp(&at)) || !localtime_r(&t, &tm))
		return;
	char const *form = age(ps, p) < DAY * 100LL ? "%H:%M:%S" : "%Y-%m-%d";
	stralloc_catb(to, b, strftime(b, sizeof b, form, &tm));
}

static void start_stamp(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	char b[TIMESTAMP];
	tain at = started(ps, p);
	stralloc_catb(to, b, timestamp_fmt(b, &at));
}

static void limit(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	(void)ps;
	if (p->stat.number[PS_LIMIT] == -1)
		stralloc_cats(to, "-");
	else
		add_number(to, p->stat.number[PS_LIMIT] / 1024);
}

static void rt_priority(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	(void)ps;
	if (p->stat.number[PS_RT_PRIORITY])
		add_number(to, p->stat.number[PS_RT_PRIORITY]);
	else
		stralloc_cats(to, "-");
}

static void policy(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	static char const *const names[] = { "OTHER", "FIFO", "RR", "BATCH", "ISO", "IDLE",
		"DEADLINE", "EXT" };
	long long n = p->stat.number[PS_POLICY];
	(void)ps;
	if (n >= 0 && n < (long long)(sizeof names / sizeof *names))
		stralloc_cats(to, names[n]);
	else
		add_number(to, n);
}

struct ps_field const ps_fields[] = {
	{ "pid", pid },
	{ "comm", ps_name },
	{ "s", state },
	{ "ppid", parent },
	{ "pgrp", group_of },
	{ "sess", session },
	{ "tty", ps_tty },
	{ "tpgid", foreground },
	{ "utime", user_time },
	{ "stime", system_time },
	{ "cutime", users_time },
	{ "cstime", systems_time },
	{ "prio", priority },
	{ "nice", nice_value },
	{ "thcount", threads },
	{ "start", start },
	{ "vsize", size },
	{ "rss", resident },
	{ "rsslimit", limit },
	{ "psr", processor },
	{ "rtprio", rt_priority },
	{ "policy", policy },
	{ "user", ps_user },
	{ "group", ps_group },
	{ "pmem", memory },
	{ "wchan", ps_wchan },
	{ "args", ps_args },
	{ "env", ps_environment },
	{ "pcpu", cpu },
	{ "ttime", total_time },
	{ "cttime", totals_time },
	{ "tstart", start_stamp },
	{ "cpcpu", cpu_with_children },
	{ 0, 0 },
};
