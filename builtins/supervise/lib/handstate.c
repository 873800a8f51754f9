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

#include "handfield.h"
#include "handframe.h"

/* A text without a key says what the record is about. */
static int put_record(stralloc *to, char const *what, struct handfield const *f, void const *from)
{
	if (!stralloc_catb(to, what, strlen(what) + 1))
		return 0;
	for (; f->key; f++)
		if (!handfield_put(to, f, (char const *)from + f->at))
			return 0;
	return 1;
}

static int put_entry(stralloc *to, struct entry const *e)
{
	return put_record(to, "entry", handfield_entry, e) &&
	       handfield_text(to, "name", e->s.name) &&
	       (!e->logger || handfield_number(to, "logger", e->logger->number)) &&
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
	if (!put_record(to, "scan", handfield_scan, p) || !handfield_text(to, "blocked", mask) ||
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

static struct handfield const *fields_of(char const *record)
{
	return strcmp(record, "scan") ? handfield_entry : handfield_scan;
}

/* The value in the text S, if its key is KEY, or 0. */
static char const *value_of(char const *s, char const *key)
{
	size_t len = strlen(key);
	return !strncmp(s, key, len) && s[len] == '=' ? s + len + 1 : 0;
}

static struct handfield const *field_of(
	struct handfield const *f, char const *s, char const **value)
{
	while (f->key && !(*value = value_of(s, f->key)))
		f++;
	return f->key ? f : 0;
}

int handstate_each_fd(stralloc const *text, int (*act)(int fd))
{
	char const *s = handframe_body(text), *end = text->s + text->len, *value;
	for (; s < end; s = following(s)) {
		struct handfield const *fields = fields_of(s), *f;
		for (; s < end && *s; s = following(s))
			if ((f = field_of(fields, s, &value)) && f->kind == HAND_FD &&
				act(atoi(value)) < 0)
				return -1;
	}
	return 0;
}

/* Keys that mean nothing are left alone. */
static void take_record(char const *s, struct handfield const *fields, void *to)
{
	char const *value;
	for (; *s; s = following(s)) {
		struct handfield const *f = field_of(fields, s, &value);
		if (f)
			handfield_take(f, value, (char *)to + f->at);
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
	take_record(record, handfield_entry, e);
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
			take_record(s, handfield_scan, p);
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
