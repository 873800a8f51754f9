/* windlass-graph.c - what services need, as a tree or a picture. */
#include "builtin.h"

#include <sys/wait.h>
#include <unistd.h>

#include "colour.h"
#include "graph.h"
#include "path.h"
#include "rcopen.h"
#include "rcset.h"
#include "rcsource.h"

struct opts {
	struct letters sources;
	char const *compiled, *live, *format, *edges, *layout, *color;
	int reverse, all, ascii;
};

static struct opt const opts[] = {
	ADD_WITH('s', "source", struct opts, sources, "dir",
		"of the services defined in this directory; may be given again"),
	STR('c', "compiled", struct opts, compiled, "compiled", "of this compiled database"),
	STR('l', "livedir", struct opts, live, "live",
		"of this live directory, with states (default: " RCLIVE_WHERE ")"),
	STR('f', "format", struct opts, format, "text|dot|svg|mermaid|json",
		"what to print (default: text, a tree)"),
	SET('r', "reverse", struct opts, reverse, 1, "what needs the services, not what they need"),
	STR('k', "kinds", struct opts, edges, "kinds",
		"only these kinds of edges, with commas between: contents, needs, wants, after, pipes"),
	SET('a', "all", struct opts, all, 1,
		"also the services of s6-rc itself, and in pictures needs that follow from others"),
	STR(0, "layout", struct opts, layout, "auto|dot|own",
		"who lays an SVG out: graphviz's dot, or nobody but us (default: auto: dot if it is in the PATH)"),
	SET(0, "ascii", struct opts, ascii, 1, "draw the tree with ASCII characters"),
	COLOUR_OPT(struct opts),
	{ 0 },
};

static char const *const formats[] = { "text", "dot", "svg", "mermaid", "json", 0 };
enum format { TEXT, DOT, SVG, MERMAID, JSON };
static char const *const layouts[] = { "auto", "dot", "own", 0 };
enum layout { AUTO, BY_DOT, OWN };

struct request {
	struct ctx *x;
	struct opts const *o;
	struct word const *names;
	struct rcdb db;
	struct graph g;
	enum format format;
	enum layout layout;
	unsigned int kinds;
	int colours, errors;
	uint32_t *root;
	size_t roots;
};

/* Which of WORDS WORD is, or -1. */
static int one_of(char const *const *words, char const *word)
{
	for (int i = 0; words[i]; i++)
		if (!strcmp(words[i], word))
			return i;
	return -1;
}

/* The set of kinds that the option names; 0 if one is unknown. */
static unsigned int kinds_of(struct ctx *x, char const *list)
{
	unsigned int kinds = 0, found;
	while (*list) {
		size_t len = strcspn(list, ",");
		char const *word = arena_text(x, list, len);
		found = 0;
		for (int k = 0; k < GRAPH_KIND_N; k++)
			if (!strcmp(word, graph_kind_word((enum graph_kind)k)))
				found = 1u << k;
		if (!found)
			return 0;
		kinds |= found;
		list += len + (list[len] == ',');
	}
	return kinds;
}

static struct next check(struct request *r)
{
	struct opts const *o = r->o;
	struct ctx *x = r->x;
	int format = one_of(formats, o->format), layout = one_of(layouts, o->layout);
	if (format < 0)
		return fail(x, "--format is text, dot, svg, mermaid or json, not ", o->format);
	if (layout < 0)
		return fail(x, "--layout is auto, dot or own, not ", o->layout);
	if (!!o->sources.n + !!o->compiled + !!o->live > 1)
		return fail(x, "--source, --compiled and --livedir exclude each other");
	r->format = (enum format)format;
	r->layout = (enum layout)layout;
	r->kinds = o->edges ? kinds_of(x, o->edges) : ~0u;
	if (!r->kinds)
		return fail(
			x, "--kinds are contents, needs, wants, after and pipes, not ", o->edges);
	return colour_wanted(x, o->color, &r->colours);
}

/* Mistakes in sources are told; the graph is of the rest. */
static struct next load_sources(struct request *r)
{
	struct rc_source *s = arena_get(r->x, sizeof *s);
	rc_source_init(s, r->x);
	s->keep_going = 1;
	for (unsigned int i = 0; i < r->o->sources.n; i++)
		rc_source_read(s, r->o->sources.arg[i]);
	rc_resolve(s);
	if (s->lost)
		return leave(111);
	rc_build(s, &r->db);
	r->errors = s->errors != 0;
	graph_load(&r->g, r->x, &r->db, r->o->all);
	return chain(0);
}

static struct next load_compiled(struct request *r)
{
	char const *path = r->o->compiled;
	if (rcdb_open(&r->db, path) < 0)
		return rcopen_failed(r->x, path);
	graph_load(&r->g, r->x, &r->db, r->o->all);
	return chain(0);
}

static struct next load_live(struct request *r)
{
	char const *path = rclive_path(r->x, r->o->live);
	struct rclive l;
	if (!r->o->live && access(path, F_OK) < 0)
		return fail(r->x, "there is no live directory ", path,
			": name sources with -s, a compiled database with -c or a live directory with -l");
	struct next n = rclive_open(&l, r->x, path, RCLIVE_LOOK, 0);
	if (n.how == NEXT_EXIT)
		return n;
	r->db = l.db;
	graph_load(&r->g, r->x, &r->db, r->o->all);
	graph_states(&r->g, &l);
	return chain(0);
}

/* With names, only what they need, or what needs them; for pictures edges go their usual way again. */
static struct next pick(struct request *r)
{
	struct graph *g = &r->g;
	size_t n = words_len(r->names);
	r->root = arena_get(r->x, (n + 1) * sizeof *r->root);
	graph_keep(g, r->kinds);
	if (r->o->reverse)
		graph_turn(g);
	for (struct word const *w = r->names; w->s; w++) {
		uint32_t i = graph_find(g, w->s);
		r->x->at = w->at;
		if (i == GRAPH_NOBODY)
			return rcset_unknown(r->x, &r->db, w->s);
		r->root[r->roots++] = i;
		g->node[i].hidden = 0;
	}
	if (n)
		graph_only(g, r->root, r->roots);
	if (r->format == TEXT)
		return chain(0);
	if (r->o->reverse)
		graph_turn(g);
	if (!r->o->all)
		graph_reduce(g);
	graph_house(g);
	return chain(0);
}

static int has_dot(struct ctx *x)
{
	char const *path = env_value(x, "PATH"), *dir;
	while (path && (dir = path_next(x, &path)))
		if (!access(join(x, dir, "/dot"), X_OK))
			return 1;
	return 0;
}

/* The picture as dot lays it out. */
static struct next put_by_dot(struct request *r, stralloc *to)
{
	struct ctx *x = r->x;
	stralloc text = STRALLOC_ZERO;
	int wstat;
	graph_dot(&text, &r->g);
	stralloc_0(&text);
	struct word *words =
		words_of(x, (char const *const[]){ "heredoc", "0", text.s, "dot", "-Tsvg", 0 });
	if (spawn_read(x, words, to, &wstat) < 0)
		return spawn_failed(x);
	stralloc_free(&text);
	return wstat ? failcode(x, 111, "dot has failed; --layout=own does without it") : chain(0);
}

static void put_tree(struct request *r, stralloc *to)
{
	struct graph_look look = { .colours = r->colours, .ascii = r->o->ascii };
	uint32_t const *roots = r->roots ? r->root : graph_roots(&r->g, &r->roots);
	graph_tree(to, &r->g, roots, r->roots, &look);
}

static struct next put_it(struct request *r, stralloc *to)
{
	switch (r->format) {
	case TEXT: put_tree(r, to); break;
	case DOT: graph_dot(to, &r->g); break;
	case MERMAID: graph_mermaid(to, &r->g); break;
	case JSON: graph_json(to, &r->g); break;
	case SVG:
		if (r->layout == BY_DOT || (r->layout == AUTO && has_dot(r->x)))
			return put_by_dot(r, to);
		graph_svg(to, &r->g);
	}
	return chain(0);
}

static struct next run_graph(struct ctx *x, struct call const *c)
{
	struct request r = { .x = x, .o = c->opt, .names = c->rest };
	stralloc to = STRALLOC_ZERO;
	struct next n = check(&r);
	if (n.how != NEXT_EXIT)
		n = r.o->sources.n  ? load_sources(&r)
		    : r.o->compiled ? load_compiled(&r)
				    : load_live(&r);
	if (n.how != NEXT_EXIT)
		n = pick(&r);
	if (n.how != NEXT_EXIT)
		n = put_it(&r, &to);
	if (n.how == NEXT_EXIT)
		return n;
	put(x, to.s, to.len);
	stralloc_free(&to);
	return leave(r.errors);
}

struct cmd const cmd_windlass_graph = {
	.name = "windlass-graph",
	.brief = "show what services need, as a tree or a picture",
	.says = "show what services need",
	.form = "[services...]",
	OPTS(struct opts, opts, .format = "text", .layout = "auto", .color = "auto"),
	.traits = LEAF | FORKS,
	.run = run_graph,
	.operands =
		"services: services or bundles: only what they need is shown; without any, all that there is",
	.exits =
		"0; 1 when there are mistakes in the sources: they are told, and the graph is of the rest; 3 when there "
		"is no such service; 4 for a damaged database or state; 100, 111",
	.help = "The tree begins with the bundles that are in no other one, then come services that nobody needs. What "
		"several need stands once, with all that it needs itself; after that `...` behind its name says that it "
		"stands above. Behind a service stands its type, in a live directory its state, and what it has to do with the one "
		"above it if it is not simply needed: `reads its output` in a pipeline, `wanted` (wants.d), or `before "
		"it, if at all` (after.d; what that needs is not shown there).\n"
		"\n"
		"States are those that the supervisors and s6-rc know. A longrun has `failed` that should be up and is down, a oneshot "
		"that failed when it was brought up the last time.\n"
		"\n"
		"In pictures arrows lead to what is needed, which stands on the left: what is started first. Oneshots are "
		"round, pipes are thick, wants are dashed, after is dotted. What follows from other arrows is left out. An "
		"SVG needs nothing else; who points at something in a browser is told more. In DOT and Mermaid bundles are boxes: a "
		"service is in the smallest that has it.",
	.example =
		"windlass graph nginx\n"
		"\n"
		"windlass graph --reverse network\n"
		"\n"
		"redirfd -w 1 services.svg windlass graph -s /etc/s6-overlay/s6-rc.d --format=svg",
};
