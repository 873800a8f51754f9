/* boot.c - what a change of services did. */
#include "boot.h"

#include <skalibs/sig.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "rcdb.h"

enum { FIGURES = 32, SIGNAL = 256 };

#define BOOT_END(name, word, fill) { word, fill },
static struct {
	char const *word, *fill;
} const ends[] = { BOOT_ENDS(BOOT_END) };

char const *boot_end_word(enum boot_end e)
{
	return ends[e].word;
}

char const *boot_end_fill(enum boot_end e)
{
	return ends[e].fill;
}

/* The records of the change: from its BEGIN to what is before the next one's. */
static struct rcrecord const *find_change(
	struct rcrecord const *r, size_t n, int which, size_t *len)
{
	struct rcrecord const *found = 0;
	int at = 0;
	*len = 0;
	for (size_t i = 0; i < n; i++) {
		if (r[i].kind == RCRECORD_BEGIN && (++at == which || which < 0)) {
			found = r + i;
			*len = 0;
		} else if (r[i].kind == RCRECORD_BEGIN && found)
			break;
		*len += found != 0;
	}
	return found;
}

struct reading {
	struct boot *b;
	struct rcdb const *db;
	uint32_t *at; /* of each service of the database, in the boot */
	int64_t began;
};

/* Where service I is in the boot, which gets it if it is not there yet. */
static uint32_t place(struct reading *r, uint32_t i)
{
	struct boot *b = r->b;
	if (i >= r->db->services)
		return BOOT_NOBODY;
	if (r->at[i] == BOOT_NOBODY) {
		r->at[i] = b->n;
		b->service[b->n++] = (struct boot_service){ .name = rcdb_service_name(r->db, i),
			.started = -1,
			.ended = -1,
			.waited_for = BOOT_NOBODY };
	}
	return r->at[i];
}

static void end(struct boot_service *s, enum boot_end how, int64_t at)
{
	s->end = how;
	s->ended = at;
}

static void take_service(struct reading *r, struct rcrecord const *rec, int64_t at)
{
	uint32_t i = place(r, rec->service),
		 other = rec->kind == RCRECORD_STARTED || rec->kind == RCRECORD_BLOCKED
				 ? place(r, rec->other)
				 : BOOT_NOBODY;
	struct boot_service *s = r->b->service + i;
	if (i == BOOT_NOBODY)
		return;
	switch (rec->kind) {
	case RCRECORD_WANTED: s->wanted = at; break;
	case RCRECORD_STARTED:
		s->started = s->started < 0 ? at : s->started;
		s->waited_for = other != i ? other : BOOT_NOBODY;
		end(s, BOOT_STARTING, -1);
		break;
	case RCRECORD_DONE: end(s, BOOT_DONE, at); break;
	case RCRECORD_FAILED:
		s->failures++;
		s->code = rec->code;
		end(s, BOOT_FAILED, at);
		break;
	case RCRECORD_AGAIN:
		s->failures += s->end != BOOT_FAILED;
		end(s, BOOT_STARTING, -1);
		break;
	case RCRECORD_BLOCKED:
		s->waited_for = other;
		end(s, BOOT_BLOCKED, at);
		break;
	case RCRECORD_SKIPPED:
		s->code = rec->code;
		end(s, BOOT_SKIPPED, at);
		break;
	}
}

/* A record that is damaged may say any time: none is before the beginning, nor years behind it. */
static int64_t since(int64_t began, int64_t when)
{
	uint64_t ns = when < began ? 0 : (uint64_t)when - (uint64_t)began, most = (uint64_t)1 << 56;
	return (int64_t)(ns < most ? ns : most);
}

static void take(struct reading *r, struct rcrecord const *rec)
{
	struct boot *b = r->b;
	int64_t at = since(r->began, rec->when);
	if (at > b->took && !b->ended)
		b->took = at;
	if (rec->kind == RCRECORD_END) {
		b->ended = 1;
		b->code = rec->code;
	} else if (rec->kind != RCRECORD_BEGIN)
		take_service(r, rec, at);
}

/* The one that ended last, of those that were started. */
static uint32_t last_of(struct boot const *b)
{
	uint32_t last = BOOT_NOBODY;
	for (uint32_t i = 0; i < b->n; i++)
		if (b->service[i].started >= 0 && b->service[i].ended >= 0 &&
			(last == BOOT_NOBODY || b->service[i].ended > b->service[last].ended))
			last = i;
	return last;
}

/* Marks the chain that ended last, and counts. A record that is damaged may go round in circles. */
static void sum_up(struct boot *b)
{
	for (uint32_t i = last_of(b); i != BOOT_NOBODY && !b->service[i].critical;
		i = b->service[i].waited_for)
		b->service[i].critical = 1;
	for (uint32_t i = 0; i < b->n; i++)
		b->counts[b->service[i].end]++;
}

int boot_read(struct ctx *x, struct boot *b, struct rcdb const *db, struct rcrecord const *records,
	size_t n, int which)
{
	size_t len;
	struct rcrecord const *first = find_change(records, n, which, &len);
	struct reading r = { .b = b, .db = db };
	if (!first)
		return -1;
	*b = (struct boot){ .up = first->code != 0 };
	r.began = first->when;
	b->service = arena_get(x, (db->services + 1) * sizeof *b->service);
	r.at = arena_get(x, (db->services + 1) * sizeof *r.at);
	for (uint32_t i = 0; i < db->services; i++)
		r.at[i] = BOOT_NOBODY;
	for (size_t i = 0; i < len; i++)
		take(&r, first + i);
	sum_up(b);
	return 0;
}

int64_t boot_took(struct boot const *b, struct boot_service const *s)
{
	return (s->ended >= 0 ? s->ended : b->took) - s->started;
}

static int slower(void const *a, void const *c, void *arg)
{
	struct boot const *b = arg;
	uint32_t i = *(uint32_t const *)a, k = *(uint32_t const *)c;
	int64_t d = boot_took(b, b->service + k) - boot_took(b, b->service + i);
	return d ? d < 0 ? -1 : 1 : i < k ? -1 : 1;
}

static int earlier(void const *a, void const *c, void *arg)
{
	struct boot const *b = arg;
	uint32_t i = *(uint32_t const *)a, k = *(uint32_t const *)c;
	int64_t d = b->service[i].started - b->service[k].started;
	return d ? d < 0 ? -1 : 1 : i < k ? -1 : 1;
}

static uint32_t const *sorted(struct ctx *x, struct boot const *b, uint32_t *n,
	int (*order)(void const *, void const *, void *))
{
	uint32_t *list = arena_get(x, (b->n + 1) * sizeof *list);
	*n = 0;
	for (uint32_t i = 0; i < b->n; i++)
		if (b->service[i].started >= 0)
			list[(*n)++] = i;
	qsort_r(list, *n, sizeof *list, order, (void *)(uintptr_t)b);
	return list;
}

uint32_t const *boot_slowest(struct ctx *x, struct boot const *b, uint32_t *n)
{
	return sorted(x, b, n, slower);
}

uint32_t const *boot_started(struct ctx *x, struct boot const *b, uint32_t *n)
{
	return sorted(x, b, n, earlier);
}

uint32_t const *boot_chain(struct ctx *x, struct boot const *b, uint32_t *n)
{
	uint32_t *list = arena_get(x, (b->n + 1) * sizeof *list), left = 0;
	*n = 0;
	for (uint32_t i = 0; i < b->n; i++)
		*n += b->service[i].critical != 0;
	left = *n;
	for (uint32_t i = last_of(b); left; i = b->service[i].waited_for)
		list[--left] = i;
	return list;
}

char const *boot_seconds(struct ctx *x, int64_t ns)
{
	char b[FIGURES];
	return arena_text(x, b, (size_t)snprintf(b, sizeof b, "%.3f", (double)ns / 1e9));
}
