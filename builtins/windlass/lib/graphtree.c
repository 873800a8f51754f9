/* graphtree.c - a graph as a tree of lines, in which what several share stands once. */
#include <string.h>

#include "colour.h"
#include "graph.h"
#include "utf8.h"

enum { ALL = 1 << 20, GAP = 2, BRANCH = 3 };

struct line {
	char const *head; /* the branches before the name, BRANCH columns for each level */
	int depth;
	struct graph_node const *node;
	char const *says;
	int again; /* what is below it was shown before */
};

struct tree {
	struct graph const *g;
	struct graph_look const *look;
	struct line *line;
	size_t n, max;
	char *done;
	int width; /* of heads and names */
};

static char const again_mark[] = " ...";

static struct line *add(struct tree *t)
{
	if (t->n == t->max) {
		struct line *more = arena_get(t->g->x, (t->max = 2 * t->max + 64) * sizeof *more);
		if (t->n)
			memcpy(more, t->line, t->n * sizeof *more);
		t->line = more;
	}
	return t->line + t->n++;
}

static int name_width(struct line const *l)
{
	int mark = l->again ? (int)sizeof again_mark - 1 : 0;
	return BRANCH * l->depth + utf8_put(0, l->node->name, ALL) + mark;
}

static uint32_t shown_below(struct tree const *t, struct graph_node const *v)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < v->outs; i++)
		n += !t->g->node[v->out[i].to].hidden;
	return n;
}

/* Where a node stands: behind HEAD; what is below it behind REST. */
struct place {
	char const *head, *rest, *says;
	int depth;
};

static void add_node(struct tree *t, uint32_t i, struct place const *p, int again)
{
	struct line *l = add(t);
	*l = (struct line){ p->head, p->depth, t->g->node + i, p->says, again };
	int width = name_width(l);
	if (width > t->width)
		t->width = width;
}

/* Adds node I and what is below it. What it only comes after stands alone. */
static void grow(struct tree *t, uint32_t i, struct place const *p)
{
	static char const *const branch[2][4] = { { "├─ ", "└─ ", "│  ", "   " },
		{ "|- ", "`- ", "|  ", "   " } };
	char const *const *b = branch[t->look->ascii];
	struct graph_node const *v = t->g->node + i;
	uint32_t left = shown_below(t, v);
	add_node(t, i, p, t->done[i] && left);
	if (t->done[i])
		return;
	t->done[i] = 1;
	for (uint32_t k = 0; k < v->outs; k++) {
		struct graph_edge const *e = v->out + k;
		if (t->g->node[e->to].hidden)
			continue;
		int last = !--left;
		struct place below = { .head = join(t->g->x, p->rest, b[last]),
			.rest = join(t->g->x, p->rest, b[2 + last]),
			.says = graph_kind_says(e->kind, t->g->upstream),
			.depth = p->depth + 1 };
		if (e->kind == GRAPH_AFTER)
			add_node(t, e->to, &below, 0);
		else
			grow(t, e->to, &below);
	}
}

static char const *state_colour(enum graph_state s)
{
	switch (s) {
	case GRAPH_READY:
	case GRAPH_UP: return COLOUR_GREEN;
	case GRAPH_STARTING: return COLOUR_YELLOW;
	case GRAPH_FAILED: return COLOUR_RED;
	default: return COLOUR_DIM;
	}
}

static void coloured(stralloc *to, struct tree const *t, char const *colour, char const *text)
{
	stralloc_cats(to, t->look->colours && *text ? colour : "");
	utf8_put(to, text, ALL);
	stralloc_cats(to, t->look->colours && *text ? COLOUR_PLAIN : "");
}

/* Appends TEXT in a column of WIDTH; what stands in the line behind the last text is `*owed`. */
static void cell(stralloc *to, struct tree const *t, int *owed, char const *colour,
	char const *text, int width)
{
	if (*text) {
		utf8_blanks(to, *owed);
		*owed = 0;
	}
	coloured(to, t, colour, text);
	*owed += width + GAP - utf8_put(0, text, ALL);
}

static void put_line(stralloc *to, struct tree const *t, struct line const *l)
{
	int owed = t->width + GAP - name_width(l), bundle = l->node->type == GRAPH_BUNDLE;
	stralloc_cats(to, t->look->colours ? COLOUR_DIM : "");
	stralloc_cats(to, l->head);
	stralloc_cats(to, t->look->colours ? COLOUR_PLAIN : "");
	coloured(to, t, bundle ? COLOUR_BOLD : COLOUR_PLAIN, l->node->name);
	coloured(to, t, COLOUR_DIM, l->again ? again_mark : "");
	cell(to, t, &owed, COLOUR_DIM, graph_type_word(l->node->type), 7);
	if (t->g->live)
		cell(to, t, &owed, state_colour(l->node->state), graph_state_word(l->node->state),
			9);
	cell(to, t, &owed, COLOUR_BLUE, l->says, 0);
	stralloc_cats(to, "\n");
}

void graph_tree(stralloc *to, struct graph const *g, uint32_t const *roots, size_t n,
	struct graph_look const *look)
{
	struct tree t = { .g = g, .look = look, .done = arena_get(g->x, g->nodes + 1) };
	memset(t.done, 0, g->nodes);
	for (size_t i = 0; i < n; i++)
		grow(&t, roots[i], &(struct place){ "", "", "", 0 });
	for (size_t i = 0; i < t.n; i++)
		put_line(to, &t, t.line + i);
}
