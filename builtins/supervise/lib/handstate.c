/* handstate.c - a supervisor's state as a text: records of texts KEY=VALUE, each ended by a null character, and each
   record by an empty one, in a frame. doc/supervision.md describes it. */
#include "handstate.h"

#include <fcntl.h>
#include <skalibs/djbtime.h>
#include <skalibs/genalloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "handframe.h"

enum kind { NUMBER, FD, TIMER, LABEL };

struct field {
	char const *key;
	enum kind kind;
	size_t at, size;
};

#define FIELD(kind, key, T, m) \
	{ \
		key, kind, offsetof(T, m), sizeof(((T *)0)->m) \
	}
#define SCAN(kind, key, m)  FIELD(kind, key, struct scan, m)
#define ENTRY(kind, key, m) FIELD(kind, key, struct entry, m)

static struct field const scan_fields[] = {
	SCAN(FD, "control", control.fifo),
	SCAN(FD, "lock", control.lock),
	SCAN(TIMER, "timer", rescan),
	SCAN(NUMBER, "incomplete", incomplete),
	SCAN(NUMBER, "stop", stop),
	SCAN(NUMBER, "scan", wanted),
	SCAN(NUMBER, "nuke", nuke),
	{ 0 },
};

static struct field const entry_fields[] = {
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

static int put_text(stralloc *to, char const *key, char const *value)
{
	return stralloc_cats(to, key) && stralloc_cats(to, "=") &&
	       stralloc_catb(to, value, strlen(value) + 1);
}

static int put_number(stralloc *to, char const *key, int64_t n)
{
	char b[32];
	snprintf(b, sizeof b, "%lld", (long long)n);
	return put_text(to, key, b);
}

static int put_field(stralloc *to, struct field const *f, char const *from)
{
	char b[TIMESTAMP + 1] = "";
	struct timer const *t = (void const *)from;
	int64_t n = f->kind == NUMBER || f->kind == FD ? load(from, f->size) : 0;
	switch (f->kind) {
	case NUMBER: return n ? put_number(to, f->key, n) : 1;
	case FD: return n > 2 ? put_number(to, f->key, n) : 1;
	case TIMER: return t->slot ? put_number(to, f->key, t->when) : 1;
	case LABEL: timestamp_fmt(b, (void const *)from); return put_text(to, f->key, b);
	}
	return 1;
}

/* A text without a key says what the record is about. */
static int put_record(stralloc *to, char const *what, struct field const *f, void const *from)
{
	if (!stralloc_catb(to, what, strlen(what) + 1))
		return 0;
	for (; f->key; f++)
		if (!put_field(to, f, (char const *)from + f->at))
			return 0;
	return 1;
}

static int put_entry(stralloc *to, struct entry const *e)
{
	return put_record(to, "entry", entry_fields, e) && put_text(to, "name", e->s.name) &&
	       (!e->logger || put_number(to, "logger", e->logger->number)) &&
	       stralloc_catb(to, "", 1);
}

static int put_body(stralloc *to, struct scan *p)
{
	char mask[32];
	int n = 0;
	unsigned long long blocked = 0;
	for (int sig = 1; sig < 64; sig++)
		if (sigismember(&p->v.loop.before, sig) == 1)
			blocked |= 1ull << sig;
	snprintf(mask, sizeof mask, "%llx", blocked);
	if (!put_record(to, "scan", scan_fields, p) || !put_text(to, "blocked", mask) ||
		!stralloc_catb(to, "", 1))
		return 0;
	for (struct entry *e = p->all; e; e = e->next)
		e->number = n++;
	for (struct entry const *e = p->all; e; e = e->next)
		if (!put_entry(to, e))
			return 0;
	return 1;
}

int handstate_write(stralloc *text, struct scan *p)
{
	stralloc body = STRALLOC_ZERO;
	int ok = put_body(&body, p) && handframe_make(text, &body);
	stralloc_free(&body);
	return ok ? 0 : -1;
}

static char const *following(char const *s)
{
	return s + strlen(s) + 1;
}

static struct field const *fields_of(char const *record)
{
	return strcmp(record, "scan") ? entry_fields : scan_fields;
}

/* The value in the text S, if its key is KEY, or 0. */
static char const *value_of(char const *s, char const *key)
{
	size_t len = strlen(key);
	return !strncmp(s, key, len) && s[len] == '=' ? s + len + 1 : 0;
}

static struct field const *field_of(struct field const *f, char const *s, char const **value)
{
	while (f->key && !(*value = value_of(s, f->key)))
		f++;
	return f->key ? f : 0;
}

int handstate_each_fd(stralloc const *text, int (*act)(int fd))
{
	char const *s = handframe_body(text), *end = text->s + text->len, *value;
	for (; s < end; s = following(s)) {
		struct field const *fields = fields_of(s), *f;
		for (; s < end && *s; s = following(s))
			if ((f = field_of(fields, s, &value)) && f->kind == FD &&
				act(atoi(value)) < 0)
				return -1;
	}
	return 0;
}

static void take_field(struct field const *f, char const *value, char *to)
{
	switch (f->kind) {
	case NUMBER:
	case FD: store(to, f->size, strtoll(value, 0, 10)); break;
	case TIMER: ((struct timer *)(void *)to)->when = strtoll(value, 0, 10); break;
	case LABEL: timestamp_scan(value, (void *)to); break;
	}
}

/* Keys that mean nothing are left alone. */
static void take_record(char const *s, struct field const *fields, void *to)
{
	char const *value;
	for (; *s; s = following(s)) {
		struct field const *f = field_of(fields, s, &value);
		if (f)
			take_field(f, value, (char *)to + f->at);
	}
}

static char const *find(char const *s, char const *key)
{
	char const *value = 0;
	while (*s && !(value = value_of(s, key)))
		s = following(s);
	return value;
}

static struct entry *take_entry(struct scan *p, char const *record)
{
	struct stat st;
	char const *name = find(record, "name"), *dir = find(record, "dir"),
		   *logger = find(record, "logger");
	if (!name || !dir || fstat(atoi(dir), &st) < 0)
		return 0;
	struct entry *e = entry_new(p, atoi(dir), &st, name);
	if (!e)
		return 0;
	e->s.control = (struct control){ -1, -1 };
	e->s.commands.fd = e->s.readiness.fd = -1;
	take_record(record, entry_fields, e);
	e->number = logger ? atoi(logger) : -1;
	return e;
}

static int link_all(struct entry **all, int n)
{
	int r = 0;
	for (int i = 0; i < n; i++)
		if (all[i] && all[i]->number >= 0 &&
			(all[i]->number >= n || entry_link(all[i], all[all[i]->number]) < 0))
			r = -1;
	return r;
}

static void take_mask(struct scan *p, char const *record)
{
	char const *mask = find(record, "blocked");
	unsigned long long blocked = mask ? strtoull(mask, 0, 16) : 0;
	sigemptyset(&p->v.loop.before);
	for (int sig = 1; sig < 64; sig++)
		if (blocked >> sig & 1)
			sigaddset(&p->v.loop.before, sig);
}

int handstate_read(struct scan *p, stralloc const *text)
{
	char const *s = handframe_body(text), *end = text->s + text->len;
	genalloc all = GENALLOC_ZERO;
	int r = 0;
	for (; s < end; s = following(s)) {
		if (!strcmp(s, "scan")) {
			take_record(s, scan_fields, p);
			take_mask(p, s);
		} else if (!strcmp(s, "entry")) {
			struct entry *e = take_entry(p, s);
			if (!e || !genalloc_append(struct entry *, &all, &e))
				r = -1;
		}
		while (s < end && *s)
			s = following(s);
	}
	if (link_all(genalloc_s(struct entry *, &all), (int)genalloc_len(struct entry *, &all)) < 0)
		r = -1;
	genalloc_free(struct entry *, &all);
	return r;
}
