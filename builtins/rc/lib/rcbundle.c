/* rcbundle.c - giving a database other bundles. */
#include "rcbundle.h"

#include <stdlib.h>
#include <string.h>

#include "ctx.h"
#include "rcgraph.h"

static char const *text(struct rcdb const *db, uint32_t rank)
{
	return db->texts + db->names[rank].name;
}

void rc_bundles_read(struct rc_bundles *b, struct ctx *x, struct rcdb const *db, size_t more)
{
	*b = (struct rc_bundles){ .x = x, .db = db };
	b->v = arena_get(x, (db->names_n + more + 1) * sizeof *b->v);
	for (uint32_t i = 0; i < db->names_n; i++) {
		struct rcdb_list const *l = &db->names[i].members;
		if (!db->names[i].bundle)
			continue;
		struct rc_bundle *new = b->v + b->n++;
		*new = (struct rc_bundle){ .name = text(db, i), .n = l->n };
		new->member = arena_get(x, (l->n + 1) * sizeof *new->member);
		for (uint32_t k = 0; k < l->n; k++)
			new->member[k] = text(db, rcdb_numbers(db, l)[k]);
	}
}

struct rc_bundle *rc_bundles_find(struct rc_bundles const *b, char const *name)
{
	for (size_t i = 0; i < b->n; i++)
		if (!b->v[i].gone && !strcmp(b->v[i].name, name))
			return b->v + i;
	return 0;
}

/* Member K of IN becomes the members of OUT. */
static void unfold(struct ctx *x, struct rc_bundle *in, size_t k, struct rc_bundle const *out)
{
	char const **v = arena_get(x, (in->n + out->n) * sizeof *v);
	in->member[k] = in->member[--in->n];
	memcpy(v, in->member, in->n * sizeof *v);
	memcpy(v + in->n, out->member, out->n * sizeof *v);
	in->member = v;
	in->n += out->n;
}

void rc_bundles_remove(struct rc_bundles *b, struct rc_bundle *bundle)
{
	bundle->gone = 1;
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->v[i].n; k++)
			if (!strcmp(b->v[i].member[k], bundle->name))
				unfold(b->x, b->v + i, k--, bundle);
}

void rc_bundles_set(struct rc_bundles *b, char const *name, char const *const *members, size_t n)
{
	struct rc_bundle *to = rc_bundles_find(b, name);
	if (!to)
		to = b->v + b->n++;
	*to = (struct rc_bundle){ .name = name, .n = n };
	to->member = memcpy(
		arena_get(b->x, (n + 1) * sizeof *to->member), members, n * sizeof *to->member);
}

/* A name of the new table. */
struct entry {
	char const *name;
	struct rc_bundle const *bundle; /* 0: a service */
	uint32_t service;
};

struct rebuild {
	struct rc_bundles const *b;
	struct entry *entry;
	struct rcdb_name *names;
	uint32_t n;
	struct rc_numbers numbers;
	stralloc texts;
	char const *wrong;
};

static int by_name(void const *a, void const *b)
{
	return strcmp(((struct entry const *)a)->name, ((struct entry const *)b)->name);
}

static void collect(struct rebuild *r)
{
	struct rcdb const *db = r->b->db;
	r->entry = arena_get(r->b->x, (db->services + r->b->n + 1) * sizeof *r->entry);
	for (uint32_t i = 0; i < db->services; i++)
		r->entry[r->n++] = (struct entry){ rcdb_service_name(db, i), 0, i };
	for (size_t i = 0; i < r->b->n; i++)
		if (!r->b->v[i].gone)
			r->entry[r->n++] = (struct entry){ r->b->v[i].name, r->b->v + i, 0 };
	qsort(r->entry, r->n, sizeof *r->entry, by_name);
}

/* Where NAME is in the new table; RC_NONE if it is not. */
static uint32_t rank(struct rebuild const *r, char const *name)
{
	struct entry const key = { .name = name },
			   *e = bsearch(&key, r->entry, r->n, sizeof key, by_name);
	return e ? (uint32_t)(e - r->entry) : RC_NONE;
}

/* Sorts the numbers from FIRST on, drops those that are there twice. */
static struct rcdb_list list_from(struct rebuild *r, size_t first)
{
	rc_numbers_sort(&r->numbers, first);
	return (struct rcdb_list){ (uint32_t)first, (uint32_t)(r->numbers.n - first) };
}

static struct rcdb_list members(struct rebuild *r, struct rc_bundle const *bundle)
{
	size_t first = r->numbers.n;
	for (size_t i = 0; i < bundle->n; i++) {
		uint32_t k = rank(r, bundle->member[i]);
		if (k == RC_NONE)
			r->wrong = bundle->member[i];
		else
			rc_number_add(r->b->x, &r->numbers, k);
	}
	return list_from(r, first);
}

/* What name I stands for; its members know that. */
static struct rcdb_list atomics(struct rebuild *r, uint32_t i)
{
	size_t first = r->numbers.n;
	struct rcdb_list const *m = &r->names[i].members;
	if (!r->entry[i].bundle)
		rc_number_add(r->b->x, &r->numbers, r->entry[i].service);
	for (uint32_t k = 0; k < m->n; k++) {
		struct rcdb_list const *l = &r->names[r->numbers.v[m->first + k]].atomics;
		for (uint32_t a = 0; a < l->n; a++)
			rc_number_add(r->b->x, &r->numbers, r->numbers.v[l->first + a]);
	}
	return list_from(r, first);
}

static void in_itself(void *arg, uint32_t const *v, size_t n)
{
	struct rebuild *r = arg;
	(void)n;
	r->wrong = r->entry[v[0]].name;
}

/* Those that stand for fewer come first. */
static void flatten(struct rebuild *r)
{
	struct rc_graph g;
	uint32_t *order = arena_get(r->b->x, (r->n + 1) * sizeof *order);
	rc_graph_init(r->b->x, &g, r->n);
	for (uint32_t i = 0; i < r->n; i++) {
		rc_graph_node(&g, i);
		for (uint32_t k = 0; k < r->names[i].members.n; k++)
			rc_number_add(r->b->x, &g.to, r->numbers.v[r->names[i].members.first + k]);
	}
	rc_graph_node(&g, r->n);
	rc_graph_order(r->b->x, &g, 1, order, in_itself, r);
	for (uint32_t i = 0; i < r->n && !r->wrong; i++)
		r->names[order[i]].atomics = atomics(r, order[i]);
}

/* How many numbers the services have: those of names are behind them. */
static uint32_t of_services(struct rcdb const *db)
{
	uint32_t end = db->numbers_n;
	for (uint32_t i = 0; i < db->names_n; i++) {
		struct rcdb_list const *a = &db->names[i].atomics, *m = &db->names[i].members;
		end = a->n && a->first < end ? a->first : end;
		end = m->n && m->first < end ? m->first : end;
	}
	return end;
}

static void keep_services(struct rebuild *r, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		rc_number_add(r->b->x, &r->numbers, r->b->db->numbers[i]);
}

/* Texts that are there are used again. */
static uint32_t text_of(struct rebuild *r, char const *name)
{
	struct rcdb const *db = r->b->db;
	if (name >= db->texts && name < db->texts + db->texts_len)
		return (uint32_t)(name - db->texts);
	uint32_t at = (uint32_t)r->texts.len;
	stralloc_catb(&r->texts, name, strlen(name) + 1);
	return at;
}

char const *rc_bundles_build(struct rc_bundles const *b, struct rcdb *new)
{
	struct rebuild r = { .b = b };
	*new = *b->db;
	stralloc_catb(&r.texts, b->db->texts, b->db->texts_len);
	rc_numbers_init(b->x, &r.numbers);
	collect(&r);
	keep_services(&r, of_services(b->db));
	r.names = arena_get(b->x, (r.n + 1) * sizeof *r.names);
	for (uint32_t i = 0; i < r.n; i++) {
		r.names[i] = (struct rcdb_name){ .name = text_of(&r, r.entry[i].name),
			.bundle = r.entry[i].bundle != 0 };
		if (r.entry[i].bundle)
			r.names[i].members = members(&r, r.entry[i].bundle);
	}
	flatten(&r);
	while (r.texts.len % 4)
		stralloc_0(&r.texts);
	new->names = r.names;
	new->names_n = r.n;
	new->numbers = r.numbers.v;
	new->numbers_n = (uint32_t)r.numbers.n;
	new->texts = r.texts.s;
	new->texts_len = (uint32_t)r.texts.len;
	return r.wrong;
}
