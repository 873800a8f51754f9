/* graphsvg.c - a graph as a picture: services in layers, what is started first on the left. Bundles are coloured
   marks beside what is in them. */
#include "graph.h"
#include "layers.h"
#include "svg.h"

static double const margin = 20, box = 22, pad = 10, chip = 5, legend_row = 18, least_width = 420;

static char const css[] =
	"path { fill: none; stroke: #8a8a8a }\n"
	".pipes { stroke: #2b6cb0; stroke-width: 2.5 } .wants { stroke-dasharray: 6 3 }\n"
	".after { stroke-dasharray: 2 3 }\n"
	".s rect { stroke: #555 } .s:hover rect { stroke-width: 2.5 } .name { text-anchor: middle }\n"
	".b rect, .s rect.b { stroke: none }\n"
	"#arrow path { fill: #8a8a8a; stroke: none }\n";

static char const arrow[] =
	"<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" "
	"markerHeight=\"7\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
	"<path d=\"M0,0 L8,4 L0,8 z\"/></marker></defs>\n";

struct picture {
	struct graph const *g;
	struct layers l;
	uint32_t *spot; /* of each node, or GRAPH_NOBODY */
	uint32_t *node; /* of each spot */
	uint32_t *edge; /* of each edge of the layers */
	uint32_t *hue;  /* of each bundle */
	double top;     /* where the layers begin */
	double bottom;
};

static char const *hue(uint32_t i)
{
	static char const *const hues[] = { "#d9822b", "#137cbd", "#0f9960", "#a82a82", "#db3737",
		"#7157d9", "#00b3a4", "#9e8a03", "#5c7080", "#c274c2", "#7a4a21", "#1f3a93",
		"#8bc34a", "#f06292" };
	return hues[i % (sizeof hues / sizeof *hues)];
}

static int in_picture(struct graph const *g, uint32_t i)
{
	return !g->node[i].hidden && g->node[i].type != GRAPH_BUNDLE;
}

/* Bundles that have I, by their own hand. */
static uint32_t bundles_of(struct graph const *g, uint32_t i, uint32_t *bundles)
{
	uint32_t n = 0;
	for (uint32_t e = 0; e < g->edges; e++)
		if (g->edge[e].kind == GRAPH_HAS && g->edge[e].to == i &&
			!g->node[g->edge[e].from].hidden)
			bundles[n++] = g->edge[e].from;
	return n;
}

/* Nodes with edges go into layers; those without stand below. */
static void take_nodes(struct picture *p)
{
	struct graph const *g = p->g;
	char *linked = arena_get(g->x, g->nodes + 1);
	for (uint32_t i = 0; i < g->nodes; i++)
		linked[i] = 0;
	for (uint32_t e = 0; e < g->edges; e++)
		if (graph_drawn(g, g->edge + e))
			linked[g->edge[e].from] = linked[g->edge[e].to] = 1;
	for (uint32_t i = 0; i < g->nodes; i++) {
		p->spot[i] = GRAPH_NOBODY;
		if (!linked[i] || !in_picture(g, i))
			continue;
		p->l.spot[p->l.nodes].wide = svg_wide(g->node[i].name) + 2 * pad;
		p->node[p->l.nodes] = i;
		p->spot[i] = p->l.nodes++;
	}
}

static void take_edges(struct picture *p)
{
	for (uint32_t e = 0; e < p->g->edges; e++) {
		struct graph_edge const *edge = p->g->edge + e;
		if (!graph_drawn(p->g, edge))
			continue;
		p->edge[p->l.edges] = e;
		p->l.edge[p->l.edges++] =
			(struct layers_edge){ p->spot[edge->to], p->spot[edge->from], 0, 0 };
	}
}

/* Whether bundle I has marks in the picture. */
static int marks(struct graph const *g, uint32_t i)
{
	struct graph_node const *v = g->node + i;
	for (uint32_t e = 0; e < v->outs; e++)
		if (in_picture(g, v->out[e].to))
			return v->type == GRAPH_BUNDLE && !v->hidden;
	return 0;
}

static void prepare(struct picture *p)
{
	struct graph const *g = p->g;
	size_t n = g->nodes + 1, m = g->edges + 1;
	p->spot = arena_get(g->x, n * sizeof *p->spot);
	p->node = arena_get(g->x, n * sizeof *p->node);
	p->edge = arena_get(g->x, m * sizeof *p->edge);
	p->l.spot = arena_get(g->x, n * sizeof *p->l.spot);
	p->l.edge = arena_get(g->x, m * sizeof *p->l.edge);
	p->hue = arena_get(g->x, n * sizeof *p->hue);
	for (uint32_t i = 0, hues = 0; i < g->nodes; i++)
		p->hue[i] = marks(g, i) ? hues++ : 0;
	take_nodes(p);
	take_edges(p);
	layers_place(g->x, &p->l);
}

/* A curve to X, Y that leaves and arrives level. */
static void curve(stralloc *to, double from_x, double from_y, double x, double y)
{
	double middle = (from_x + x) / 2;
	svg_put(to, "C%,% %,% %,% ", middle, from_y, middle, y, x, y);
}

/* From the one that needs, on the right, through the bends, to what is needed. */
static void put_edge(stralloc *to, struct picture const *p, uint32_t i)
{
	struct graph const *g = p->g;
	struct graph_edge const *edge = g->edge + p->edge[i];
	struct layers_edge const *e = p->l.edge + i;
	struct layers_spot const *from = p->l.spot + e->right, *end = p->l.spot + e->left;
	double left = margin, top = p->top, x = from->x + left, y = from->y + top;
	stralloc_cats(to, "<path class=\"");
	stralloc_cats(to, graph_kind_word(edge->kind));
	svg_put(to, "\" marker-end=\"url(#arrow)\" d=\"M%,% ", x, y);
	for (uint32_t k = e->bends; k--;) {
		struct layers_spot const *s = p->l.spot + e->bend + k;
		curve(to, x, y, s->x + s->wide + left, s->y + top);
		x = s->x + left;
		y = s->y + top;
		svg_put(to, "L%,% ", x, y);
	}
	curve(to, x, y, end->x + end->wide + left, end->y + top);
	stralloc_cats(to, "\">");
	svg_title(to, join(g->x, g->node[edge->from].name, " ", graph_kind_word(edge->kind), " ",
			      g->node[edge->to].name));
	stralloc_cats(to, "</path>\n");
}

/* What is to be known about node I, in lines. */
static char const *tooltip(struct graph const *g, uint32_t i, uint32_t const *bundles, uint32_t n)
{
	struct graph_node const *v = g->node + i;
	char const *state = graph_state_word(v->state);
	char const *s =
		join(g->x, v->name, ": ", graph_type_word(v->type), *state ? ", " : "", state);
	for (uint32_t k = 0; k < v->outs; k++)
		if (!g->node[v->out[k].to].hidden)
			s = join(g->x, s, "\n", graph_kind_word(v->out[k].kind), " ",
				g->node[v->out[k].to].name);
	for (uint32_t k = 0; k < n; k++)
		s = join(g->x, s, "\nin ", g->node[bundles[k]].name);
	return s;
}

static void put_chip(stralloc *to, double x, double y, uint32_t its_hue)
{
	svg_put(to, "<rect class=\"b\" x=\"%\" y=\"%\" width=\"%\" height=\"%\" fill=\"", x, y,
		chip, chip);
	stralloc_cats(to, hue(its_hue));
	stralloc_cats(to, "\"/>");
}

/* Node I, whose left end is at X and whose middle is at Y. */
static void put_node(stralloc *to, struct picture const *p, uint32_t i, double x, double y)
{
	struct graph const *g = p->g;
	struct graph_node const *v = g->node + i;
	uint32_t *bundles = arena_get(g->x, (g->edges + 1) * sizeof *bundles),
		 n = bundles_of(g, i, bundles);
	double wide = svg_wide(v->name) + 2 * pad;
	stralloc_cats(to, "<g class=\"s\">");
	svg_title(to, tooltip(g, i, bundles, n));
	svg_put(to, "<rect x=\"%\" y=\"%\" width=\"%\" height=\"%\" rx=\"%\" fill=\"", x,
		y - box / 2, wide, box, v->type == GRAPH_ONESHOT ? box / 2 : 2);
	stralloc_cats(to, graph_state_fill(v->state));
	stralloc_cats(to, "\"/>");
	for (uint32_t k = 0; k < n; k++)
		put_chip(to, x + pad + (chip + 2) * k, y + box / 2 - chip / 2, p->hue[bundles[k]]);
	svg_label(to, "name", x + wide / 2, y + 4, v->name);
	stralloc_cats(to, "</g>\n");
}

/* Those without edges, in rows as wide as the rest. */
static void put_loose(stralloc *to, struct picture *p, double width)
{
	double x = margin, y = p->top + p->l.height + (p->l.nodes ? box : 0);
	int any = 0;
	for (uint32_t i = 0; i < p->g->nodes; i++) {
		if (p->spot[i] != GRAPH_NOBODY || !in_picture(p->g, i))
			continue;
		double wide = svg_wide(p->g->node[i].name) + 2 * pad;
		if (x > margin && x + wide > width - margin) {
			x = margin;
			y += box + pad;
		}
		put_node(to, p, i, x, y + box / 2);
		x += wide + pad;
		any = 1;
	}
	p->bottom = any ? y + box : p->top + p->l.height;
}

/* The names of bundles beside their marks. */
static void put_legend(stralloc *to, struct picture *p, double width)
{
	double x = margin, y = margin;
	for (uint32_t i = 0; i < p->g->nodes; i++) {
		struct graph_node const *v = p->g->node + i;
		if (!marks(p->g, i))
			continue;
		double wide = svg_wide(v->name) + 3 * pad;
		if (x > margin && x + wide > width - margin) {
			x = margin;
			y += legend_row;
		}
		stralloc_cats(to, "<g>");
		svg_title(to, tooltip(p->g, i, 0, 0));
		put_chip(to, x, y - chip, p->hue[i]);
		svg_label(to, "bundle", x + pad, y, v->name);
		stralloc_cats(to, "</g>\n");
		x += wide;
		p->top = y + legend_row;
	}
}

void graph_svg(stralloc *to, struct graph const *g)
{
	struct picture p = { .g = g, .top = margin };
	stralloc body = STRALLOC_ZERO;
	prepare(&p);
	double width = p.l.width + 2 * margin;
	width = width > least_width ? width : least_width;
	put_legend(&body, &p, width);
	for (uint32_t i = 0; i < p.l.edges; i++)
		put_edge(&body, &p, i);
	for (uint32_t i = 0; i < p.l.nodes; i++)
		put_node(&body, &p, p.node[i], p.l.spot[i].x + margin, p.l.spot[i].y + p.top);
	put_loose(&body, &p, width);
	svg_open(to, width, p.bottom + margin, css);
	stralloc_cats(to, arrow);
	stralloc_catb(to, body.s, body.len);
	stralloc_free(&body);
	svg_close(to);
}
