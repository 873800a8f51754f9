/* graphwords.c - the words and colours of graphs. */
#include "graph.h"

char const *graph_type_word(enum graph_type t)
{
	static char const *const words[] = { "longrun", "oneshot", "bundle" };
	return words[t];
}

#define GRAPH_STATE(name, word, fill) { word, fill },
static struct {
	char const *word, *fill;
} const states[] = { GRAPH_STATES(GRAPH_STATE) };

char const *graph_state_word(enum graph_state s)
{
	return states[s].word;
}

char const *graph_state_fill(enum graph_state s)
{
	return states[s].fill;
}

#define GRAPH_KIND(name, word, down, up) { word, { down, up } },
static struct {
	char const *word, *says[2];
} const kinds[] = { GRAPH_KINDS(GRAPH_KIND) };

char const *graph_kind_word(enum graph_kind k)
{
	return kinds[k].word;
}

char const *graph_kind_says(enum graph_kind k, int upstream)
{
	return kinds[k].says[upstream];
}
