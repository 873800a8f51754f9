/* rccheck.c - whether a database makes sense: nothing in one that does leads astray. */
#include <stdlib.h>
#include <string.h>

#include "lex.h"
#include "rcdb.h"

struct check {
	struct rcdb const *db;
	uint64_t used;  /* numbers that are in lists so far */
	uint32_t *seen; /* room for a number per service or name */
	uint32_t *more; /* the same again */
};

int rcdb_is_name(char const *name)
{
	return *name && *name != '.' && !strpbrk(name, "/\n");
}

/* Whether the numbers of L are there. Lists do not share numbers, so that checking them takes no more time than the
   file has bytes. */
static int is_inside(struct check *c, struct rcdb_list const *l)
{
	c->used += l->n;
	return (uint64_t)l->first + l->n <= c->db->numbers_n && c->used <= c->db->numbers_n;
}

/* Whether L is of numbers below LIMIT that rise. */
static int is_rising(struct check *c, struct rcdb_list const *l, uint32_t limit)
{
	if (!is_inside(c, l))
		return 0;
	uint32_t const *v = rcdb_numbers(c->db, l);
	for (uint32_t i = 0; i < l->n; i++)
		if (v[i] >= limit || (i && v[i] <= v[i - 1]))
			return 0;
	return 1;
}

static int is_text(struct check const *c, uint32_t at)
{
	return at < c->db->texts_len;
}

static int is_name(struct check const *c, uint32_t at)
{
	return is_text(c, at) && rcdb_is_name(c->db->texts + at);
}

static int is_script(struct check *c, struct rcdb_list const *l)
{
	if (!is_inside(c, l))
		return 0;
	uint32_t const *p = rcdb_numbers(c->db, l);
	if (!l->n)
		return 1;
	if (l->n < 5 || l->n % 3 != 2 || !is_text(c, p[0]) || !is_text(c, p[1]))
		return 0;
	size_t len = strlen(c->db->texts + p[1]);
	for (uint32_t i = 2; i < l->n; i += 3)
		if (!is_text(c, p[i]) || p[i + 1] > len || (p[i + 2] & ~RC_DOLLAR) > LEX_DEEPEST)
			return 0;
	return 1;
}

static int has(struct rcdb const *db, struct rcdb_list const *l, uint32_t number)
{
	uint32_t const *v = rcdb_numbers(db, l);
	for (uint32_t i = 0; i < l->n; i++)
		if (v[i] == number)
			return 1;
	return 0;
}

static int is_pipe_end(struct check *c, struct rcdb_service const *s, int longrun)
{
	if (!is_rising(c, &s->producers, c->db->longruns) || (!longrun && s->producers.n))
		return 0;
	return s->consumer == RC_NONE ||
	       (longrun && s->consumer < c->db->longruns && has(c->db, &s->needs, s->consumer));
}

static int is_service(struct check *c, struct rcdb_service const *s, int longrun)
{
	uint32_t n = c->db->services;
	if (!is_name(c, s->name) || s->flags > (RC_ESSENTIAL | RC_RECOMMENDED | RC_NOTIFIES) ||
		!s->tries || !is_text(c, s->parameter) || !is_text(c, s->source) ||
		!is_rising(c, &s->needs, n) || !is_rising(c, &s->needed_by, n) ||
		!is_rising(c, &s->wants, n) || !is_rising(c, &s->after, n) ||
		!is_rising(c, &s->before, n) || !is_pipe_end(c, s, longrun))
		return 0;
	for (int i = 0; i < RC_SCRIPTS; i++)
		if (!is_script(c, s->script + i))
			return 0;
	return 1;
}

/* Lists of another service, by where they are in it; RC_NONE for none. */
#define LIST(member) offsetof(struct rcdb_service, member)

static struct rcdb_list const *list_of(struct rcdb const *db, uint32_t i, size_t which)
{
	return (void const *)((char const *)(db->service + i) + which);
}

/* Whether number I is the next one in list BACK of each of those in list THERE of service I. */
static int is_next(struct check *c, uint32_t i, size_t there, size_t back)
{
	struct rcdb_list const *l = list_of(c->db, i, there);
	for (uint32_t k = 0; k < l->n; k++) {
		uint32_t other = rcdb_numbers(c->db, l)[k];
		struct rcdb_list const *b = list_of(c->db, other, back);
		if (c->seen[other] == b->n || rcdb_numbers(c->db, b)[c->seen[other]++] != i)
			return 0;
	}
	return 1;
}

static int is_all(struct check *c, size_t back)
{
	for (uint32_t i = 0; i < c->db->services; i++) {
		if (c->seen[i] != list_of(c->db, i, back)->n)
			return 0;
		c->seen[i] = 0;
	}
	return 1;
}

/* Whether lists that are each other the other way round are so. */
static int mirror(struct check *c)
{
	uint32_t n = c->db->services;
	for (uint32_t i = 0; i < n; i++)
		if (!is_next(c, i, LIST(needs), LIST(needed_by)))
			return 0;
	if (!is_all(c, LIST(needed_by)))
		return 0;
	for (uint32_t i = 0; i < n; i++)
		if (!is_next(c, i, LIST(wants), LIST(before)) ||
			!is_next(c, i, LIST(after), LIST(before)))
			return 0;
	if (!is_all(c, LIST(before)))
		return 0;
	for (uint32_t i = 0; i < c->db->longruns; i++) {
		uint32_t to = c->db->service[i].consumer;
		struct rcdb_list const *l = to == RC_NONE ? 0 : &c->db->service[to].producers;
		if (l && (c->seen[to] == l->n || rcdb_numbers(c->db, l)[c->seen[to]++] != i))
			return 0;
	}
	return is_all(c, LIST(producers));
}

/* Takes service I, which waits for nothing, from what those in its list WHICH wait for; who then waits for nothing
   is added to the queue. Returns how many are in the queue. */
static uint32_t let_go(struct check *c, uint32_t i, size_t which, uint32_t queued)
{
	struct rcdb_list const *l = list_of(c->db, i, which);
	for (uint32_t k = 0; k < l->n; k++) {
		uint32_t other = rcdb_numbers(c->db, l)[k];
		if (!--c->seen[other])
			c->more[queued++] = other;
	}
	return queued;
}

/* Whether they can be started one after another. */
static int has_order(struct check *c)
{
	uint32_t queued = 0, n = c->db->services;
	for (uint32_t i = 0; i < n; i++) {
		struct rcdb_service const *s = c->db->service + i;
		c->seen[i] = s->needs.n + s->wants.n + s->after.n;
		if (!c->seen[i])
			c->more[queued++] = i;
	}
	for (uint32_t k = 0; k < queued; k++) {
		queued = let_go(c, c->more[k], LIST(needed_by), queued);
		queued = let_go(c, c->more[k], LIST(before), queued);
	}
	return queued == n;
}

static int are_names(struct check *c)
{
	struct rcdb const *db = c->db;
	uint32_t services = 0;
	for (uint32_t i = 0; i < db->names_n; i++) {
		struct rcdb_name const *n = db->names + i;
		if (!is_name(c, n->name) || n->bundle > 1 ||
			!is_rising(c, &n->atomics, db->services) ||
			!is_rising(c, &n->members, n->bundle ? db->names_n : 0) ||
			(i && strcmp(db->texts + n[-1].name, db->texts + n->name) >= 0))
			return 0;
		if (n->bundle)
			continue;
		services++;
		if (n->atomics.n != 1 ||
			strcmp(rcdb_service_name(db, *rcdb_numbers(db, &n->atomics)),
				db->texts + n->name) != 0)
			return 0;
	}
	return services == db->services;
}

/* Whether bundle I stands for what its members stand for. */
static int is_sum(struct check *c, uint32_t i)
{
	struct rcdb_name const *n = c->db->names + i;
	uint32_t count = 0;
	for (uint32_t k = 0; k < n->members.n; k++) {
		struct rcdb_name const *m = c->db->names + rcdb_numbers(c->db, &n->members)[k];
		for (uint32_t a = 0; a < m->atomics.n; a++) {
			uint32_t atomic = rcdb_numbers(c->db, &m->atomics)[a];
			count += c->seen[atomic] != i + 1;
			c->seen[atomic] = i + 1;
		}
	}
	for (uint32_t a = 0; a < n->atomics.n; a++)
		if (c->seen[rcdb_numbers(c->db, &n->atomics)[a]] != i + 1)
			return 0;
	return count == n->atomics.n;
}

static int are_bundles(struct check *c)
{
	memset(c->seen, 0, c->db->services * sizeof *c->seen);
	for (uint32_t i = 0; i < c->db->names_n; i++)
		if (c->db->names[i].bundle && !is_sum(c, i))
			return 0;
	return 1;
}

enum { DONE = UINT32_MAX };

/* Goes through what bundle ROOT is made of, and so on. For a name that is being gone through `seen` is the member to
   look at next, from 1; `more` is the way to it. */
static int nests(struct check *c, uint32_t root)
{
	uint32_t depth = 1;
	c->seen[root] = 1;
	c->more[0] = root;
	while (depth) {
		uint32_t i = c->more[depth - 1];
		struct rcdb_list const *l = &c->db->names[i].members;
		if (c->seen[i] > l->n) {
			c->seen[i] = DONE;
			depth--;
			continue;
		}
		uint32_t m = rcdb_numbers(c->db, l)[c->seen[i]++ - 1];
		if (c->seen[m] == DONE)
			continue;
		if (c->seen[m])
			return 0;
		c->seen[m] = 1;
		c->more[depth++] = m;
	}
	return 1;
}

/* Whether no bundle is in itself. */
static int are_nested(struct check *c)
{
	memset(c->seen, 0, c->db->names_n * sizeof *c->seen);
	for (uint32_t i = 0; i < c->db->names_n; i++)
		if (!c->seen[i] && !nests(c, i))
			return 0;
	return 1;
}

static int check_all(struct check *c)
{
	struct rcdb const *db = c->db;
	if (!db->texts_len || db->texts[0] || db->texts[db->texts_len - 1] ||
		db->longruns > db->services)
		return 0;
	for (uint32_t i = 0; i < db->services; i++)
		if (!is_service(c, db->service + i, i < db->longruns))
			return 0;
	return are_names(c) && mirror(c) && has_order(c) && are_bundles(c) && are_nested(c);
}

int rcdb_check(struct rcdb const *db)
{
	struct check c = { .db = db };
	size_t room = (size_t)db->services + db->names_n + 1;
	c.seen = calloc(2 * room, sizeof *c.seen);
	c.more = c.seen + room;
	if (!c.seen)
		return -1;
	int good = check_all(&c);
	free(c.seen);
	return good;
}
