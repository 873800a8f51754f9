/* handfield.c - members of a supervisor's structs as texts. */
#include "handfield.h"

#include <skalibs/djbtime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELD(kind, key, T, m) \
	{ \
		key, HAND_##kind, offsetof(T, m), sizeof(((T *)0)->m) \
	}
#define SCAN(kind, key, m)  FIELD(kind, key, struct scan, m)
#define ENTRY(kind, key, m) FIELD(kind, key, struct entry, m)

struct handfield const handfield_scan[] = {
	SCAN(FD, "control", control.fifo),
	SCAN(FD, "lock", control.lock),
	SCAN(TIMER, "timer", rescan),
	SCAN(NUMBER, "incomplete", incomplete),
	SCAN(NUMBER, "stop", stop),
	SCAN(NUMBER, "exit-code", code),
	SCAN(NUMBER, "scan", wanted),
	SCAN(NUMBER, "nuke", nuke),
	{ 0 },
};

struct handfield const handfield_entry[] = {
	ENTRY(NUMBER, "active", active),
	ENTRY(NUMBER, "open", open),
	ENTRY(NUMBER, "opened", opened),
	ENTRY(TIMER, "again", again),
	ENTRY(FD, "pipe-read", pipe[0]),
	ENTRY(FD, "pipe-write", pipe[1]),
	ENTRY(NUMBER, "replaced", replaced),
	ENTRY(FD, "dir", s.dir),
	ENTRY(FD, "control", s.control.fifo),
	ENTRY(FD, "lock", s.control.lock),
	ENTRY(FD, "readiness", s.readiness.fd),
	ENTRY(NUMBER, "state", s.state),
	ENTRY(TIMER, "timer", s.timer),
	ENTRY(NUMBER, "ready-since", s.ready_since),
	ENTRY(NUMBER, "killing", s.killing),
	ENTRY(NUMBER, "detached", s.detached),
	ENTRY(NUMBER, "start-errno", s.spawn_errno),
	ENTRY(NUMBER, "began", s.policy.began),
	ENTRY(TIMES, "died", s.policy.died),
	ENTRY(NUMBER, "row", s.policy.row),
	ENTRY(NUMBER, "by-hand", s.policy.by_hand),
	ENTRY(NUMBER, "fate", s.policy.fate),
	ENTRY(NUMBER, "wait", s.policy.wait_ms),
	ENTRY(NUMBER, "pid", s.st.pid),
	ENTRY(NUMBER, "pgid", s.st.pgid),
	ENTRY(NUMBER, "wait-status", s.st.wstat),
	ENTRY(NUMBER, "paused", s.st.paused),
	ENTRY(NUMBER, "finishing", s.st.finishing),
	ENTRY(NUMBER, "want-up", s.st.want_up),
	ENTRY(NUMBER, "ready", s.st.ready),
	ENTRY(LABEL, "changed-at", s.st.stamp),
	ENTRY(LABEL, "ready-at", s.st.ready_at),
	{ 0 },
};

static int64_t load(void const *from, size_t size)
{
	return size == 1             ? *(char const *)from
	       : size == sizeof(int) ? *(int const *)from
				     : *(int64_t const *)from;
}

static void store(void *to, size_t size, int64_t n)
{
	if (size == 1)
		*(char *)to = (char)n;
	else if (size == sizeof(int))
		*(int *)to = (int)n;
	else
		*(int64_t *)to = n;
}

int handfield_text(stralloc *to, char const *key, char const *value)
{
	return stralloc_cats(to, key) && stralloc_cats(to, "=") &&
	       stralloc_catb(to, value, strlen(value) + 1);
}

int handfield_number(stralloc *to, char const *key, int64_t n)
{
	char b[32];
	snprintf(b, sizeof b, "%lld", (long long)n);
	return handfield_text(to, key, b);
}

static int put_times(stralloc *to, char const *key, genalloc const *times)
{
	size_t n = genalloc_len(int64_t, times);
	char b[32];
	if (!n)
		return 1;
	if (!stralloc_cats(to, key) || !stralloc_cats(to, "="))
		return 0;
	for (size_t i = 0; i < n; i++) {
		snprintf(b, sizeof b, "%lld,", (long long)genalloc_s(int64_t, times)[i]);
		if (!stralloc_cats(to, b))
			return 0;
	}
	return stralloc_catb(to, "", 1);
}

static void take_times(genalloc *to, char const *value)
{
	for (char *end; *value; value = end + (*end == ',')) {
		int64_t when = strtoll(value, &end, 10);
		if (end == value || !genalloc_append(int64_t, to, &when))
			return;
	}
}

int handfield_put(stralloc *to, struct handfield const *f, char const *from)
{
	char b[TIMESTAMP + 1] = "";
	struct timer const *t = (void const *)from;
	int64_t n = f->kind == HAND_NUMBER || f->kind == HAND_FD ? load(from, f->size) : 0;
	switch (f->kind) {
	case HAND_NUMBER: return n ? handfield_number(to, f->key, n) : 1;
	case HAND_FD: return n > 2 ? handfield_number(to, f->key, n) : 1;
	case HAND_TIMER: return t->slot ? handfield_number(to, f->key, t->when) : 1;
	case HAND_TIMES: return put_times(to, f->key, (void const *)from);
	case HAND_LABEL: timestamp_fmt(b, (void const *)from); return handfield_text(to, f->key, b);
	}
	return 1;
}

void handfield_take(struct handfield const *f, char const *value, char *to)
{
	switch (f->kind) {
	case HAND_NUMBER:
	case HAND_FD: store(to, f->size, strtoll(value, 0, 10)); break;
	case HAND_TIMER: ((struct timer *)(void *)to)->when = strtoll(value, 0, 10); break;
	case HAND_TIMES: take_times((void *)to, value); break;
	case HAND_LABEL: timestamp_scan(value, (void *)to); break;
	}
}
