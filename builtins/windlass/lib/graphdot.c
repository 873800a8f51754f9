/* graphdot.c - a graph in the languages of programs that draw: DOT and Mermaid. Bundles become boxes around
   what is at home in them. In both, what is started first stands on the left. */
#include <string.h>

#include "diag.h"
#include "graph.h"
#include "utf8.h"

/* How a language says things. */
struct language {
	void (*node)(stralloc *to, struct graph const *g, uint32_t i);
	void (*edge)(stralloc *to, struct graph const *g, struct graph_edge const *e);
	void (*box)(stralloc *to, struct graph const *g, uint32_t i);
	char const *box_end;
};

static void number(stralloc *to, char const *before, uint32_t n)
{
	char b[DECIMAL];
	stralloc_cats(to, before);
	stralloc_cats(to, decimal(b, n));
}

/* A text in quotes, in which what may not stand as it is becomes an entity: MARK and its number. */
static void quoted(stralloc *to, char const *s, char const *mark)
{
	stralloc_catb(to, "\"", 1);
	for (size_t left = strlen(s), n; left; s += n, left -= n) {
		n = utf8_len(s, left);
		if (n && (unsigned char)*s >= ' ' && !strchr("\"\\&<>#;", *s)) {
			stralloc_catb(to, s, n);
			continue;
		}
		number(to, mark, n && (unsigned char)*s >= ' ' ? (uint32_t)*s : 0xfffd);
		stralloc_catb(to, ";", 1);
		n = 1;
	}
	stralloc_catb(to, "\"", 1);
}

static void indent(stralloc *to, struct graph const *g, uint32_t home)
{
	for (stralloc_cats(to, "  "); home != GRAPH_NOBODY; home = g->node[home].home)
		stralloc_cats(to, "  ");
}

static char const *said(struct graph const *g, struct graph_node const *v)
{
	char const *state = graph_state_word(v->state);
	return join(g->x, v->name, ": ", graph_type_word(v->type), *state ? ", " : "", state);
}

static void dot_node(stralloc *to, struct graph const *g, uint32_t i)
{
	struct graph_node const *v = g->node + i;
	quoted(to, v->name, "&#");
	stralloc_cats(to, v->type == GRAPH_ONESHOT ? " [shape=ellipse" : " [shape=box");
	stralloc_cats(to, ", fillcolor=\"");
	stralloc_cats(to, graph_state_fill(v->state));
	stralloc_cats(to, "\", tooltip=");
	quoted(to, said(g, v), "&#");
	stralloc_cats(to, "];\n");
}

static void dot_edge(stralloc *to, struct graph const *g, struct graph_edge const *e)
{
	static char const *const style[GRAPH_KIND_N] = { [GRAPH_PIPES] =
								 " [color=\"#2b6cb0\", penwidth=2]",
		[GRAPH_NEEDS] = "",
		[GRAPH_WANTS] = " [style=dashed]",
		[GRAPH_AFTER] = " [style=dotted]" };
	quoted(to, g->node[e->from].name, "&#");
	stralloc_cats(to, " -> ");
	quoted(to, g->node[e->to].name, "&#");
	stralloc_cats(to, style[e->kind]);
	stralloc_cats(to, ";\n");
}

static void dot_box(stralloc *to, struct graph const *g, uint32_t i)
{
	number(to, "subgraph cluster_", i);
	stralloc_cats(to, " { label=");
	quoted(to, g->node[i].name, "&#");
	stralloc_cats(to, "\n");
}

static void mermaid_node(stralloc *to, struct graph const *g, uint32_t i)
{
	struct graph_node const *v = g->node + i;
	int round = v->type == GRAPH_ONESHOT;
	number(to, "n", i);
	stralloc_cats(to, round ? "([" : "[");
	quoted(to, v->name, "#");
	stralloc_cats(to, round ? "])" : "]");
	if (v->state != GRAPH_NONE)
		number(to, ":::s", v->state);
	stralloc_cats(to, "\n");
}

static void mermaid_edge(stralloc *to, struct graph const *g, struct graph_edge const *e)
{
	static char const *const arrow[GRAPH_KIND_N] = { [GRAPH_PIPES] = " ==> n",
		[GRAPH_NEEDS] = " --> n",
		[GRAPH_WANTS] = " -. wants .-> n",
		[GRAPH_AFTER] = " -. after .-> n" };
	(void)g;
	number(to, "n", e->from);
	number(to, arrow[e->kind], e->to);
	stralloc_cats(to, "\n");
}

static void mermaid_box(stralloc *to, struct graph const *g, uint32_t i)
{
	number(to, "subgraph n", i);
	stralloc_cats(to, "[");
	quoted(to, g->node[i].name, "#");
	stralloc_cats(to, "]\n");
}

/* Whether there is something to draw in bundle B. */
static int has_inside(struct graph const *g, uint32_t b)
{
	for (uint32_t i = 0; i < g->nodes; i++)
		if (g->node[i].home == b && !g->node[i].hidden &&
			(g->node[i].type != GRAPH_BUNDLE || has_inside(g, i)))
			return 1;
	return 0;
}

/* All that is at home in HOME, and the boxes in it. */
static void put_nodes(stralloc *to, struct graph const *g, struct language const *l, uint32_t home)
{
	for (uint32_t i = 0; i < g->nodes; i++) {
		int bundle = g->node[i].type == GRAPH_BUNDLE;
		if (g->node[i].home != home || g->node[i].hidden || (bundle && !has_inside(g, i)))
			continue;
		indent(to, g, home);
		(bundle ? l->box : l->node)(to, g, i);
		if (!bundle)
			continue;
		put_nodes(to, g, l, i);
		indent(to, g, home);
		stralloc_cats(to, l->box_end);
	}
}

static void put_graph(stralloc *to, struct graph const *g, struct language const *l)
{
	put_nodes(to, g, l, GRAPH_NOBODY);
	for (uint32_t i = 0; i < g->edges; i++)
		if (graph_drawn(g, g->edge + i)) {
			stralloc_cats(to, "  ");
			l->edge(to, g, g->edge + i);
		}
}

void graph_dot(stralloc *to, struct graph const *g)
{
	static struct language const dot = { dot_node, dot_edge, dot_box, "}\n" };
	stralloc_cats(to,
		"digraph services {\n"
		"  rankdir=RL;\n"
		"  graph [style=rounded, color=\"#999999\", fontname=\"sans-serif\", fontsize=11];\n"
		"  node [style=filled, fontname=\"sans-serif\", fontsize=11, height=0.3];\n");
	put_graph(to, g, &dot);
	stralloc_cats(to, "}\n");
}

void graph_mermaid(stralloc *to, struct graph const *g)
{
	static struct language const mermaid = { mermaid_node, mermaid_edge, mermaid_box, "end\n" };
	stralloc_cats(to, "flowchart RL\n");
	put_graph(to, g, &mermaid);
	for (int s = GRAPH_NONE + 1; g->live && s < GRAPH_STATE_N; s++) {
		number(to, "  classDef s", (uint32_t)s);
		stralloc_cats(to, " fill:");
		stralloc_cats(to, graph_state_fill((enum graph_state)s));
		stralloc_cats(to, "\n");
	}
}
