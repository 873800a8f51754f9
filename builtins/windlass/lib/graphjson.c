/* graphjson.c - a graph as JSON. */
#include "graph.h"
#include "json.h"

/* The names of what V has edges of kind K to. */
static void put_edges(
	stralloc *to, struct graph const *g, struct graph_node const *v, enum graph_kind k)
{
	json_key(to, graph_kind_word(k));
	json_open(to, '[');
	for (uint32_t i = 0; i < v->outs; i++)
		if (v->out[i].kind == k && !g->node[v->out[i].to].hidden)
			json_text(to, g->node[v->out[i].to].name);
	json_close(to, ']');
}

static void put_service(stralloc *to, struct graph const *g, struct graph_node const *v)
{
	json_open(to, '{');
	json_key(to, "name");
	json_text(to, v->name);
	json_key(to, "type");
	json_text(to, graph_type_word(v->type));
	if (v->type == GRAPH_BUNDLE)
		put_edges(to, g, v, GRAPH_HAS);
	if (v->type != GRAPH_BUNDLE && g->live) {
		json_key(to, "state");
		json_text(to, graph_state_word(v->state));
	}
	for (int k = GRAPH_PIPES; v->type != GRAPH_BUNDLE && k < GRAPH_KIND_N; k++)
		put_edges(to, g, v, (enum graph_kind)k);
	json_close(to, '}');
}

void graph_json(stralloc *to, struct graph const *g)
{
	json_open(to, '{');
	json_key(to, "live");
	json_bool(to, g->live);
	json_key(to, "services");
	json_open(to, '[');
	for (uint32_t i = 0; i < g->nodes; i++)
		if (!g->node[i].hidden)
			put_service(to, g, g->node + i);
	json_close(to, ']');
	json_close(to, '}');
	stralloc_cats(to, "\n");
}
