/* rcmatch.c - which service of the new database is which of the old one. */
#include <skalibs/djbunix.h>
#include <skalibs/stralloc.h>

#include "lex.h"
#include "rcset.h"
#include "rcupdate.h"

struct conversion {
	struct rcupdate *u;
	struct next wrong;  /* when it is to leave */
	char const **named; /* for each old service, what the file calls it now, or 0 */
	unsigned char *seen;
};

/* The service called NAME in DB, or RC_NONE; *IS_BUNDLE when that is none. */
static uint32_t atomic(struct rcdb const *db, char const *name, int *is_bundle)
{
	struct rcdb_name const *n = rcdb_find(db, name);
	*is_bundle = n && n->bundle;
	return !n || n->bundle ? RC_NONE : *rcdb_numbers(db, &n->atomics);
}

static struct next take_old(struct conversion *c, struct word *w, uint32_t *i)
{
	struct ctx *x = c->u->x;
	int bundle;
	*i = atomic(&c->u->old->db, w->s, &bundle);
	if (bundle)
		return failcode(
			x, RCUPDATE_NOT_ATOMIC, "unable to convert ", w->s, ": it is a bundle");
	if (*i == RC_NONE)
		return rcset_unknown(x, &c->u->old->db, w->s);
	if (c->seen[*i]++)
		return failcode(
			x, RCUPDATE_TWICE, "unable to convert ", w->s, ": it is converted twice");
	return chain(0);
}

static struct next take_new(struct conversion *c, uint32_t i, struct word *w)
{
	struct ctx *x = c->u->x;
	int bundle;
	uint32_t j = w->s ? atomic(c->u->new, w->s, &bundle) : RC_NONE;
	if (!w->s)
		return fail(x, "there is no name behind ->");
	if (j == RC_NONE)
		return failcode(x, RC_BAD, "unable to convert to ", w->s,
			": the new database has no such ",
			bundle ? "service, only a bundle" : "service");
	for (uint32_t k = 0; k < c->u->old->db.services; k++)
		if (c->named[k] && !strcmp(c->named[k], w->s))
			return failcode(x, RCUPDATE_TWICE, "unable to convert to ", w->s,
				": another service is converted to it");
	c->named[i] = w->s;
	return chain(0);
}

/* OLD [-> NEW] [restart] */
static struct next take_line(struct conversion *c, struct word *w)
{
	struct ctx *x = c->u->x;
	uint32_t i;
	struct next n = take_old(c, w++, &i);
	if (n.how != NEXT_EXIT && w->s && !strcmp(w->s, "->")) {
		n = take_new(c, i, ++w);
		w++;
	}
	if (n.how == NEXT_EXIT || !w->s)
		return n;
	if (strcmp(w->s, "restart") != 0 || w[1].s)
		return fail(x, "unknown word in a conversion: ", w->s,
			" (a line is: OLD [-> NEW] [restart])");
	c->u->restart[i] = 1;
	return chain(0);
}

static struct next take_text(struct conversion *c, char const *file, char const *text)
{
	struct ctx *x = c->u->x;
	struct next n = chain(0);
	while (*text && n.how != NEXT_EXIT) {
		size_t len = strcspn(text, "\n");
		struct word *words;
		struct script line = { .name = file, .text = arena_text(x, text, len), .len = len };
		char const *wrong = lex(x, &line, &words);
		if (wrong)
			n = fail(x, "unable to read ", file, ": ", wrong, " in: ", line.text);
		else if (words->s)
			n = take_line(c, words);
		text += len + (text[len] != 0);
	}
	return n;
}

static struct next take_file(struct conversion *c, char const *file)
{
	stralloc text = STRALLOC_ZERO;
	if (!openslurpclose(&text, file) || !stralloc_0(&text))
		return failsys(c->u->x, "unable to read ", file);
	struct next n = take_text(c, file, arena_text(c->u->x, text.s, text.len));
	stralloc_free(&text);
	return n;
}

static uint32_t *table(struct ctx *x, uint32_t n)
{
	uint32_t *t = arena_get(x, (n + 1) * sizeof *t);
	for (uint32_t i = 0; i < n; i++)
		t[i] = RC_NONE;
	return t;
}

/* A service that was another's name before does not become that other. */
static void match(struct conversion *c)
{
	struct rcupdate *u = c->u;
	int bundle;
	for (int named = 1; named >= 0; named--)
		for (uint32_t i = 0; i < u->old->db.services; i++) {
			char const *name = named ? c->named[i] : rcdb_service_name(&u->old->db, i);
			uint32_t j = !name || (!named && c->named[i])
					     ? RC_NONE
					     : atomic(u->new, name, &bundle);
			if (j == RC_NONE || u->from[j] != RC_NONE)
				continue;
			u->to[i] = j;
			u->from[j] = i;
		}
}

struct next rcupdate_match(struct rcupdate *u, char const *file)
{
	struct ctx *x = u->x;
	uint32_t n = u->old->db.services;
	struct conversion c = { .u = u,
		.named = arena_get(x, (n + 1) * sizeof *c.named),
		.seen = rcset_none(x, &u->old->db) };
	memset(c.named, 0, n * sizeof *c.named);
	u->restart = rcset_none(x, &u->old->db);
	u->to = table(x, n);
	u->from = table(x, u->new->services);
	struct next answer = file ? take_file(&c, file) : chain(0);
	if (answer.how != NEXT_EXIT)
		match(&c);
	return answer;
}
