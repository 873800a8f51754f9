/* fmtplaces.c - what each token of a script is to its layout, by the command table. */
#include "cmd.h"
#include "fmt.h"
#include "outline.h"

enum { FOREIGN_DEEPEST = 100 };

struct placing {
	struct ctx *x;
	struct tokens const *t;
	struct piece *p;
};

static void place_chain(struct placing *g, struct step const *s, unsigned int foreign);

/* What holds where nothing is known about the commands: all in a block belongs to its first word. */
static void place_freely(struct tokens const *t, struct piece *p, size_t i)
{
	p[i].place = PLACE_FREE;
	p[i].head = (uint32_t)i;
	if (i && t->v[i - 1].kind == TOKEN_CLOSE)
		p[i].head = p[p[i - 1].other].head;
	else if (i && t->v[i - 1].kind != TOKEN_OPEN)
		p[i].head = p[i - 1].head;
	if (t->v[p[i].head].kind == TOKEN_COMMENT)
		p[i].head = (uint32_t)i;
}

/* The token of W; behind all of them for a word that has none. */
static size_t find(struct placing const *g, struct word const *w)
{
	size_t from = 0, to = w->s && w->at ? g->t->n : 0;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (g->t->v[middle].from + 1 < w->at)
			from = middle + 1;
		else
			to = middle;
	}
	return w->s && w->at ? from : g->t->n;
}

/* A block that is a mere list. */
static void place_list(struct placing *g, size_t open)
{
	for (size_t i = open + 1; i < g->p[open].other; i++) {
		g->p[i].place = PLACE_ITEM;
		if (g->t->v[i].kind == TOKEN_OPEN)
			i = g->p[i].other;
	}
}

/* The block of S that the token OPEN opens. */
static void place_block(struct placing *g, struct step const *s, size_t open, unsigned int foreign)
{
	for (unsigned int n = 0; n < s->blocks; n++) {
		struct outline_part const *b = s->block + n;
		size_t first = b->words ? find(g, b->words) : g->t->n;
		if (first <= open || first >= g->p[open].other)
			continue;
		if (b->steps)
			place_chain(g, b->steps, foreign);
		else
			place_list(g, open);
		return;
	}
}

/* Whether the word W, token I, behind a foreign program is a command again: it is one of ours, and begins
   a line that is not further in or stands behind a block. Whatever the program is, it goes on there. */
static int begins_anew(struct placing const *g, struct word const *w, size_t i)
{
	struct piece const *p = g->p + i;
	int line = p->before && p->indent <= g->p[p->head].indent;
	return (line || g->t->v[i - 1].kind == TOKEN_CLOSE) && cmd_find(w->s);
}

/* The words W behind a program that nobody knows, which belong to HEAD; blocks are taken for chains.
   Returns where a command begins again, or 0. */
static struct word *place_foreign(
	struct placing *g, struct word *w, uint32_t head, unsigned int foreign)
{
	while (w && w->s) {
		size_t i = find(g, w);
		if (w->depth && foreign < FOREIGN_DEEPEST) {
			struct word *block = w;
			w = words_block(w);
			if (w)
				place_chain(g, outline_of(g->x, block, 0), foreign + 1);
			continue;
		}
		if (!w->depth && i < g->t->n) {
			g->p[i].head = head;
			if (begins_anew(g, w, i))
				return w;
		}
		w++;
	}
	return 0;
}

/* The tokens of the command S, whose first is HEAD, to the token END or the end of the block. Returns
   where that is. */
static size_t place_command(
	struct placing *g, struct step const *s, size_t head, size_t end, unsigned int foreign)
{
	size_t i = head + 1, rest = g->t->n;
	if (s->rest.words && s->rest.kind != OPERAND_CHAIN)
		rest = find(g, s->rest.words);
	for (; i < end && g->t->v[i].kind != TOKEN_CLOSE; i++) {
		g->p[i].head = (uint32_t)head;
		g->p[i].place = i < rest ? PLACE_OPERAND : PLACE_ARGUMENT;
		if (g->t->v[i].kind != TOKEN_OPEN)
			continue;
		place_block(g, s, i, foreign);
		i = g->p[i].other;
		g->p[i].head = (uint32_t)head;
	}
	return i;
}

/* What is only known once it is substituted may be anything: it stays where the author has put it,
   with the command BEFORE it. */
static void place_first(struct placing *g, struct step const *s, size_t first, uint32_t before)
{
	int stays = s->kind == STEP_FOREIGN && s->words->dollar && before != first;
	g->p[first].place = stays ? PLACE_FREE : PLACE_COMMAND;
	g->p[first].head = stays ? before : (uint32_t)first;
}

static void place_chain(struct placing *g, struct step const *s, unsigned int foreign)
{
	size_t first = find(g, s->words), before = first;
	while (s && first < g->t->n && !s->words->depth) {
		place_first(g, s, first, (uint32_t)before);
		before = g->p[first].head;
		if (s->kind == STEP_FOREIGN) {
			struct word *w = place_foreign(g, s->rest.words, (uint32_t)before, foreign);
			s = w ? outline_of(g->x, w, 0) : 0;
			first = before = w ? find(g, w) : g->t->n;
			continue;
		}
		size_t end = s->next ? find(g, s->next->words) : g->t->n;
		if (place_command(g, s, first, end, foreign) != end)
			return;
		s = s->next;
		first = end;
	}
}

void fmt_places(struct ctx *x, struct word *words, struct tokens const *t, struct piece *pieces)
{
	struct placing g = { .x = x, .t = t, .p = pieces };
	for (size_t i = 0; i < t->n; i++)
		place_freely(t, pieces, i);
	if (words->s)
		place_chain(&g, outline_of(x, words, 0), 0);
}
