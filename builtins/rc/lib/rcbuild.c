/* rcbuild.c - definitions as a database. */
#include <stdlib.h>
#include <string.h>

#include "rcgraph.h"
#include "rcsource.h"

/* A database as it grows. */
struct build {
	struct rc_source *s;
	struct rcdb *db;
	struct rcdb_service *service;
	struct rc_numbers numbers;
	stralloc texts;
	uint32_t *number;      /* of each id, RC_NONE for what is left out */
	struct rc_def **alive; /* by number */
	struct rc_def **name;  /* by rank */
	uint32_t *name_at;     /* where their names are in the texts */
};

/* Room for the texts of a service, to begin with. */
enum { TEXT_OF_ONE = 400 };

static uint32_t add_text(struct build *b, char const *text, size_t len)
{
	uint32_t at = (uint32_t)b->texts.len;
	stralloc_catb(&b->texts, text, len);
	stralloc_0(&b->texts);
	return at;
}

static void add_number(struct build *b, uint32_t n)
{
	rc_number_add(b->s->x, &b->numbers, n);
}

/* The list of all that was added since FIRST. */
static struct rcdb_list list_from(struct build const *b, size_t first)
{
	return (struct rcdb_list){ (uint32_t)first, (uint32_t)(b->numbers.n - first) };
}

static void number_services(struct build *b)
{
	struct rc_source *s = b->s;
	b->number = arena_get(s->x, (s->services + 1) * sizeof *b->number);
	b->alive = arena_get(s->x, (s->services + 1) * sizeof *b->alive);
	for (uint32_t i = 0; i < s->services; i++) {
		struct rc_def *d = s->service[i];
		b->number[i] = RC_NONE;
		if (d->broken)
			continue;
		b->number[i] = d->number = b->db->services;
		b->alive[b->db->services++] = d;
		b->db->longruns += i < s->longruns;
	}
}

static int by_name(void const *a, void const *b)
{
	return strcmp((*(struct rc_def *const *)a)->name, (*(struct rc_def *const *)b)->name);
}

static void rank_names(struct build *b)
{
	struct rc_source *s = b->s;
	b->name = arena_get(s->x, (s->defs + 1) * sizeof *b->name);
	b->name_at = arena_get(s->x, (s->defs + 1) * sizeof *b->name_at);
	memcpy(b->name, b->alive, b->db->services * sizeof *b->name);
	b->db->names_n = b->db->services;
	for (uint32_t i = 0; i < s->bundles; i++)
		if (!s->bundle[i]->broken)
			b->name[b->db->names_n++] = s->bundle[i];
	qsort(b->name, b->db->names_n, sizeof *b->name, by_name);
	for (uint32_t i = 0; i < b->db->names_n; i++) {
		b->name[i]->rank = i;
		b->name_at[i] = add_text(b, b->name[i]->name, strlen(b->name[i]->name));
	}
}

/* What is in the list from FIRST on is sorted, and there once. */
static struct rcdb_list sorted(struct build *b, size_t first)
{
	rc_numbers_sort(&b->numbers, first);
	return list_from(b, first);
}

static struct rcdb_list members(struct build *b, struct rc_def const *d)
{
	size_t first = b->numbers.n;
	for (size_t i = 0; i < d->list[RC_CONTENTS].n; i++) {
		struct rc_def const *m = d->list[RC_CONTENTS].v[i].def;
		if (m && m->type && !m->broken)
			add_number(b, m->rank);
	}
	return sorted(b, first);
}

static void write_names(struct build *b)
{
	struct rcdb_name *names = arena_get(b->s->x, (b->db->names_n + 1) * sizeof *names);
	b->db->names = names;
	for (uint32_t i = 0; i < b->db->names_n; i++) {
		struct rc_def const *d = b->name[i];
		size_t first = b->numbers.n;
		names[i] =
			(struct rcdb_name){ .name = b->name_at[i], .bundle = d->type == RC_BUNDLE };
		for (uint32_t k = 0; k < d->atomics_n; k++)
			if (b->number[d->atomics[k]] != RC_NONE)
				add_number(b, b->number[d->atomics[k]]);
		names[i].atomics = list_from(b, first);
		names[i].members = names[i].bundle ? members(b, d) : list_from(b, b->numbers.n);
	}
}

/* The edges LIST between services that are there, rising. */
static void filter(struct build *b, int list, struct rc_graph *to)
{
	struct rc_graph const *g = b->s->edges + list;
	struct rc_graph new, back;
	rc_graph_init(b->s->x, &new, b->db->services);
	for (uint32_t i = 0; i < b->db->services; i++) {
		uint32_t id = b->alive[i]->id;
		rc_graph_node(&new, i);
		for (uint32_t e = g->from[id]; e < g->from[id + 1]; e++)
			if (b->number[g->to.v[e]] != RC_NONE)
				rc_number_add(b->s->x, &new.to, b->number[g->to.v[e]]);
	}
	rc_graph_node(&new, b->db->services);
	rc_graph_turn(b->s->x, &new, &back);
	rc_graph_turn(b->s->x, &back, to);
}

/* Appends what node I of G points to. */
static void add_edges(struct build *b, struct rc_graph const *g, uint32_t i)
{
	for (uint32_t e = g->from[i]; e < g->from[i + 1]; e++)
		add_number(b, g->to.v[e]);
}

static struct rcdb_list edges(struct build *b, struct rc_graph const *g, uint32_t i)
{
	size_t first = b->numbers.n;
	add_edges(b, g, i);
	return list_from(b, first);
}

static void write_edges(struct build *b)
{
	struct rc_graph g[RC_AFTER + 1], back[RC_AFTER + 1];
	for (int list = 0; list <= RC_AFTER; list++) {
		filter(b, list, g + list);
		rc_graph_turn(b->s->x, g + list, back + list);
	}
	for (uint32_t i = 0; i < b->db->services; i++) {
		struct rcdb_service *v = b->service + i;
		v->needs = edges(b, g + RC_NEEDS, i);
		v->needed_by = edges(b, back + RC_NEEDS, i);
		v->wants = edges(b, g + RC_WANTS, i);
		v->after = edges(b, g + RC_AFTER, i);
		size_t first = b->numbers.n;
		add_edges(b, back + RC_WANTS, i);
		add_edges(b, back + RC_AFTER, i);
		v->before = sorted(b, first);
	}
}

static struct rcdb_list producers(struct build *b, struct rc_def const *d)
{
	size_t first = b->numbers.n;
	for (size_t i = 0; i < d->list[RC_READS].n; i++)
		if (!d->list[RC_READS].v[i].def->broken)
			add_number(b, d->list[RC_READS].v[i].def->number);
	return sorted(b, first);
}

static struct rcdb_list script(struct build *b, struct rc_def const *d, enum rc_script which)
{
	size_t first = b->numbers.n;
	struct rc_file const *f = d->script + which;
	struct word const *w = d->words[which];
	if (!w || !w->s)
		return list_from(b, first);
	add_number(b, (uint32_t)b->texts.len);
	stralloc_cats(&b->texts, d->dir);
	stralloc_cats(&b->texts, "/");
	add_text(b, f->name, strlen(f->name));
	add_number(b, add_text(b, f->text, strlen(f->text)));
	for (; w->s; w++) {
		add_number(b, *w->s ? add_text(b, w->s, strlen(w->s)) : 0);
		add_number(b, w->at);
		add_number(b, w->depth | (w->dollar ? RC_DOLLAR : 0));
	}
	return list_from(b, first);
}

static void write_service(struct build *b, uint32_t i)
{
	struct rc_def const *d = b->alive[i];
	b->service[i] = (struct rcdb_service){ .name = b->name_at[d->rank],
		.flags = d->flags | (d->fd[0] ? RC_NOTIFIES : 0),
		.timeout_up = d->timeout_up,
		.timeout_down = d->timeout_down,
		.consumer = d->consumer ? d->consumer->number : RC_NONE,
		.tries = d->tries,
		.backoff = d->backoff,
		.backoff_most = d->backoff_most,
		.producers = producers(b, d),
		.parameter = d->parameter ? add_text(b, d->parameter, strlen(d->parameter)) : 0,
		.source = *d->dir ? add_text(b, d->dir, strlen(d->dir)) : 0 };
	for (int which = 0; which < RC_SCRIPTS; which++)
		b->service[i].script[which] = script(b, d, (enum rc_script)which);
}

void rc_build(struct rc_source *s, struct rcdb *db)
{
	struct build b = { .s = s, .db = db };
	*db = (struct rcdb){ 0 };
	rc_numbers_init(s->x, &b.numbers);
	stralloc_ready(&b.texts, s->defs * TEXT_OF_ONE);
	stralloc_0(&b.texts);
	number_services(&b);
	rank_names(&b);
	b.service = arena_get(s->x, (db->services + 1) * sizeof *b.service);
	db->service = b.service;
	for (uint32_t i = 0; i < db->services; i++)
		write_service(&b, i);
	write_edges(&b);
	write_names(&b);
	while (b.texts.len % 4)
		stralloc_0(&b.texts);
	db->numbers = b.numbers.v;
	db->numbers_n = (uint32_t)b.numbers.n;
	db->texts_len = (uint32_t)b.texts.len;
	db->texts = b.texts.s; /* to the end of the process */
}
