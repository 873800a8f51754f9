/* boottext.c - what a boot did, for people. */
#include <skalibs/sig.h>

#include "boot.h"
#include "colour.h"
#include "diag.h"
#include "utf8.h"

enum { ALL = 1 << 20, SIGNAL = 256, TIME = 9 };

struct table {
	stralloc *to;
	struct ctx *x;
	struct boot const *b;
	int colours, width; /* of names */
};

static char const *number(struct ctx *x, unsigned long n)
{
	char b[DECIMAL];
	decimal(b, n);
	return arena_text(x, b, strlen(b));
}

/* How it failed the last time. */
static char const *cause(struct ctx *x, int code)
{
	if (code < 0)
		return "";
	if (code > SIGNAL)
		return join(x, ": SIG", sig_name(code - SIGNAL));
	return join(x, ": exit code ", number(x, (unsigned long)code));
}

char const *boot_says(struct ctx *x, struct boot const *b, struct boot_service const *s)
{
	char const *word = boot_end_word(s->end);
	switch (s->end) {
	case BOOT_FAILED: return join(x, word, cause(x, s->code));
	case BOOT_SKIPPED: return join(x, word, ": its condition says so");
	case BOOT_BLOCKED:
		return s->waited_for == BOOT_NOBODY
			       ? word
			       : join(x, word, " because of ", b->service[s->waited_for].name);
	case BOOT_DONE:
		return s->failures ? join(x, "after ", number(x, s->failures),
					     s->failures == 1 ? " failure" : " failures")
				   : "";
	default: return word;
	}
}

/* A time, to the right of its column; -1 is none. */
static void put_time(struct table *t, int64_t ns)
{
	char const *s = ns < 0 ? "-" : boot_seconds(t->x, ns);
	utf8_blanks(t->to, TIME - (int)strlen(s));
	stralloc_cats(t->to, s);
}

static void put_coloured(struct table *t, char const *colour, char const *s)
{
	stralloc_cats(t->to, t->colours ? colour : "");
	utf8_put(t->to, s, ALL);
	stralloc_cats(t->to, t->colours ? COLOUR_PLAIN : "");
}

static char const *colour_of(struct boot_service const *s)
{
	switch (s->end) {
	case BOOT_FAILED: return COLOUR_RED;
	case BOOT_DONE: return s->critical ? COLOUR_BOLD : COLOUR_PLAIN;
	case BOOT_STARTING:
	case BOOT_WAITING: return COLOUR_YELLOW;
	default: return COLOUR_DIM;
	}
}

/* The name, what it waited for, and what became of it. */
static void put_names(struct table *t, struct boot_service const *s)
{
	struct boot_service const *other =
		s->waited_for == BOOT_NOBODY ? 0 : t->b->service + s->waited_for;
	char const *said = boot_says(t->x, t->b, s),
		   *first = other && s->end != BOOT_BLOCKED ? other->name : "";
	stralloc_cats(t->to, s->critical ? "  * " : "    ");
	put_coloured(t, colour_of(s), s->name);
	utf8_blanks(t->to, *first || *said ? t->width + 2 - utf8_put(0, s->name, ALL) : 0);
	utf8_put(t->to, first, ALL);
	utf8_blanks(t->to, *said ? t->width + 2 - utf8_put(0, first, ALL) : 0);
	if (*said)
		put_coloured(t, colour_of(s), said);
	stralloc_cats(t->to, "\n");
}

static void put_row(struct table *t, struct boot_service const *s)
{
	put_time(t, s->started < 0 ? -1 : boot_took(t->b, s));
	put_time(t, s->started);
	put_time(t, s->started < 0 ? -1 : s->ended);
	put_names(t, s);
}

static void put_rows(struct table *t, uint32_t const *list, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		put_row(t, t->b->service + list[i]);
}

static void count(struct table *t, enum boot_end e, char const *word)
{
	if (t->b->counts[e])
		stralloc_cats(t->to, join(t->x, ", ", number(t->x, t->b->counts[e]), word));
}

static void put_head(struct table *t)
{
	struct boot const *b = t->b;
	stralloc_cats(t->to,
		join(t->x, number(t->x, b->n), b->n == 1 ? " service" : " services",
			b->up ? "" : " stopped", " in ", boot_seconds(t->x, b->took),
			" s: ", number(t->x, b->counts[BOOT_DONE]), b->up ? " up" : " down"));
	count(t, BOOT_FAILED, " failed");
	count(t, BOOT_BLOCKED, " left alone");
	count(t, BOOT_SKIPPED, " not wanted");
	count(t, BOOT_STARTING, " not ready");
	count(t, BOOT_WAITING, " waiting");
	stralloc_cats(t->to, b->ended ? "\n" : "; it has not ended\n");
}

static void measure(struct table *t)
{
	t->width = 10;
	for (uint32_t i = 0; i < t->b->n; i++) {
		int wide = utf8_put(0, t->b->service[i].name, ALL);
		t->width = wide > t->width ? wide : t->width;
	}
}

static void put_header(struct table *t)
{
	put_coloured(t, COLOUR_DIM,
		t->b->up ? "     TOOK  STARTED    READY    SERVICE"
			 : "     TOOK  STARTED     DOWN    SERVICE");
	utf8_blanks(t->to, t->width - 5);
	put_coloured(t, COLOUR_DIM, "WAITED FOR");
	stralloc_cats(t->to, "\n");
}

void boot_text(stralloc *to, struct ctx *x, struct boot const *b, int in_order, int colours)
{
	struct table t = { to, x, b, colours, 0 };
	uint32_t n;
	measure(&t);
	put_head(&t);
	if (!b->n)
		return;
	stralloc_cats(to, "\n");
	put_header(&t);
	uint32_t const *list = (in_order ? boot_started : boot_slowest)(x, b, &n);
	put_rows(&t, list, n);
	for (uint32_t i = 0; i < b->n; i++)
		if (b->service[i].started < 0)
			put_row(&t, b->service + i);
	list = boot_chain(x, b, &n);
	if (!n)
		return;
	stralloc_cats(to, "\nThe chain that ended last (*):\n");
	put_rows(&t, list, n);
}
