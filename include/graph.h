/* graph.h - services and what is between them, to be shown (builtins/windlass/lib). */
#ifndef GRAPH_H
#define GRAPH_H

#include <skalibs/stralloc.h>

#include "ctx.h"

enum graph_type { GRAPH_LONGRUN, GRAPH_ONESHOT, GRAPH_BUNDLE, GRAPH_TYPES };

/* Where a live service stands. The word, and the colour it is filled with in a picture. */
#define GRAPH_STATES(X) \
	X(NONE, "", "#f4f4f4") \
	X(DOWN, "down", "#e3e3e3") \
	X(STARTING, "not ready", "#ffe9a8") \
	X(UP, "up", "#cdeccd") \
	X(READY, "ready", "#cdeccd") \
	X(FAILED, "failed", "#f7c6c6")
#define GRAPH_STATE(name, word, fill) GRAPH_##name,
enum graph_state { GRAPH_STATES(GRAPH_STATE) GRAPH_STATE_N };
#undef GRAPH_STATE

/* What is between two: the name, what a tree says behind the one that is lower, and the same the other way
   round. Where there are several, the one that stands first here counts. */
#define GRAPH_KINDS(X) \
	X(HAS, "contents", "", "has it") \
	X(PIPES, "pipes", "reads its output", "writes to it") \
	X(NEEDS, "needs", "", "") \
	X(WANTS, "wants", "wanted", "wants it") \
	X(AFTER, "after", "before it, if at all", "after it, if at all")
#define GRAPH_KIND(name, word, down, up) GRAPH_##name,
enum graph_kind { GRAPH_KINDS(GRAPH_KIND) GRAPH_KIND_N };
#undef GRAPH_KIND

enum { GRAPH_NOBODY = UINT32_MAX };

struct graph_edge {
	uint32_t from, to; /* FROM has, pipes to, needs ... TO */
	enum graph_kind kind;
	int implied; /* others lead there too: see graph_reduce */
};

struct graph_node {
	char const *name;
	enum graph_type type;
	enum graph_state state;
	uint32_t service; /* its number in the database, or GRAPH_NOBODY */
	int hidden;
	struct graph_edge *out; /* in the order of the nodes */
	uint32_t outs;
	uint32_t home; /* the bundle that a picture draws it in, or GRAPH_NOBODY */
};

struct graph {
	struct ctx *x; /* all memory is from its arena */
	struct graph_node *node;
	struct graph_edge *edge;
	uint32_t nodes, edges;
	int live;     /* there are states */
	int upstream; /* edges were turned round */
};

struct rcdb;
struct rclive;

/* All that is in DB; with nothing HIDDEN but, without ALL, the services that every database has. */
void graph_load(struct graph *g, struct ctx *x, struct rcdb const *db, int all);

/* What is known of the services of a graph of L's database. */
void graph_states(struct graph *g, struct rclive const *l);

/* A graph of N nodes without names, and of no more than MOST edges, of which there are none yet. */
void graph_new(struct graph *g, struct ctx *x, uint32_t n, uint32_t most);
void graph_edge(struct graph *g, uint32_t from, uint32_t to, enum graph_kind kind);

/* After the last edge: sorts them, and lets one be between any two. */
void graph_sort(struct graph *g);

/* Leaves edges of the kinds of the set KINDS (bits) only. */
void graph_keep(struct graph *g, unsigned int kinds);

/* Turns all edges round. */
void graph_turn(struct graph *g);

/* Hides all that the N nodes ROOTS do not lead to. What one only comes after is shown, not what that leads to. */
void graph_only(struct graph *g, uint32_t const *roots, size_t n);

/* Marks the needs that follow from others: from A to C where A needs B and B needs C. */
void graph_reduce(struct graph *g);

/* Finds a home for each: the smallest bundle that has it, or its producer's. */
void graph_house(struct graph *g);

/* The node called NAME, or GRAPH_NOBODY. */
uint32_t graph_find(struct graph const *g, char const *name);

/* Those that nothing shown leads to, bundles first; how many in *N. What goes round in a circle has one too. */
uint32_t const *graph_roots(struct graph const *g, size_t *n);

/* Whether a picture draws E: between services that are shown, and not implied. */
int graph_drawn(struct graph const *g, struct graph_edge const *e);

char const *graph_type_word(enum graph_type t);
char const *graph_state_word(enum graph_state s);
char const *graph_state_fill(enum graph_state s);
char const *graph_kind_word(enum graph_kind k);

/* What a tree says behind TO of an edge. */
char const *graph_kind_says(enum graph_kind k, int upstream);

/* Each appends the graph. A tree begins at ROOTS. */
struct graph_look {
	int colours, ascii;
};
void graph_tree(stralloc *to, struct graph const *g, uint32_t const *roots, size_t n,
	struct graph_look const *look);
void graph_dot(stralloc *to, struct graph const *g);
void graph_mermaid(stralloc *to, struct graph const *g);
void graph_json(stralloc *to, struct graph const *g);
void graph_svg(stralloc *to, struct graph const *g);

#endif
