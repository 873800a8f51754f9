/* graph_test.c - what is between services: which edges count, which follow from others, what is shown of them. */
#include "graph.h"

#include <skalibs/stralloc.h>

#include "../../unit.h"

/* "a>b" needs, "a|b" pipes, "a+b" has, "a~b" wants, "a.b" after; one letter a node. */
static void make(struct graph *g, struct ctx *x, char const *bundles, char const *text)
{
	static char const names[] = "a\0b\0c\0d\0e\0f\0g\0h", marks[] = "+|>~.";
	graph_new(g, x, 8, (uint32_t)strlen(text));
	for (int i = 0; i < 8; i++) {
		g->node[i].name = names + 2 * i;
		g->node[i].hidden = !strchr(text, names[2 * i]) && !strchr(bundles, names[2 * i]);
		if (strchr(bundles, names[2 * i]))
			g->node[i].type = GRAPH_BUNDLE;
	}
	for (; *text; text += 3 + (text[3] == ' '))
		graph_edge(g, (uint32_t)(text[0] - 'a'), (uint32_t)(text[2] - 'a'),
			(enum graph_kind)(strchr(marks, text[1]) - marks));
	graph_sort(g);
}

static void assert_tree(struct graph const *g, char const *want)
{
	stralloc to = STRALLOC_ZERO;
	struct graph_look look = { .ascii = 1 };
	size_t n;
	uint32_t const *roots = graph_roots(g, &n);
	graph_tree(&to, g, roots, n, &look);
	stralloc_0(&to);
	assert_string_equal(to.s, want);
	stralloc_free(&to);
}

static void one_edge_is_between_two(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct graph g;
	make(&g, &x, "", "a.b a>b a|b a>b b~c b.c");
	assert_int_equal(g.edges, 2);
	assert_int_equal(g.node[0].out->kind, GRAPH_PIPES);
	assert_int_equal(g.node[1].out->kind, GRAPH_WANTS);
	unit_done(&x);
}

static void shared_parts_stand_once(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct graph g;
	make(&g, &x, "h", "h+a h+b a>c b>c c>d b~e a|f");
	assert_tree(&g, "h            bundle\n"
			"|- a         longrun\n"
			"|  |- c      longrun\n"
			"|  |  `- d   longrun\n"
			"|  `- f      longrun  reads its output\n"
			"`- b         longrun\n"
			"   |- c ...  longrun\n"
			"   `- e      longrun  wanted\n");
	unit_done(&x);
}

static void the_other_way_round(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct graph g;
	make(&g, &x, "h", "h+a a>b c~b d>c e>f");
	graph_turn(&g);
	graph_only(&g, (uint32_t const[]){ 1 }, 1);
	assert_tree(&g, "b        longrun\n"
			"|- a     longrun\n"
			"|  `- h  bundle   has it\n"
			"`- c     longrun  wants it\n"
			"   `- d  longrun\n");
	unit_done(&x);
}

static int implied(struct graph const *g, char from, char to)
{
	struct graph_node const *v = g->node + (from - 'a');
	for (uint32_t i = 0; i < v->outs; i++)
		if (v->out[i].to == (uint32_t)(to - 'a'))
			return v->out[i].implied;
	return -1;
}

static void what_follows_is_found(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct graph g;
	make(&g, &x, "h", "a>b b>c c>d a>c a>d a|e e>d h+a h+d");
	graph_reduce(&g);
	assert_int_equal(implied(&g, 'a', 'b'), 0);
	assert_int_equal(implied(&g, 'a', 'c'), 1);
	assert_int_equal(implied(&g, 'a', 'd'), 1);
	assert_int_equal(implied(&g, 'a', 'e'), 0);
	assert_int_equal(implied(&g, 'e', 'd'), 0);
	assert_int_equal(implied(&g, 'h', 'd'), 0);
	unit_done(&x);
}

/* In the smallest of the bundles; bundles that have each other do not go round in circles. */
static void everybody_has_one_home(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct graph g;
	make(&g, &x, "fgh", "f+a f+b f+g g+a h+f g+h b|c");
	graph_house(&g);
	assert_int_equal(g.node[0].home, 'g' - 'a');
	assert_int_equal(g.node[1].home, 'f' - 'a');
	assert_int_equal(g.node[2].home, 'f' - 'a');
	int out = 0;
	for (char c = 'f'; c <= 'h'; c++)
		out += g.node[c - 'a'].home == GRAPH_NOBODY;
	assert_int_equal(out, 1);
	unit_done(&x);
}

static void circles_have_a_root(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct graph g;
	make(&g, &x, "", "a>b b>c c>a d>e");
	assert_tree(&g, "d               longrun\n"
			"`- e            longrun\n"
			"a               longrun\n"
			"`- b            longrun\n"
			"   `- c         longrun\n"
			"      `- a ...  longrun\n");
	unit_done(&x);
}

static void svg_is_well_formed(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct graph g;
	stralloc to = STRALLOC_ZERO;
	make(&g, &x, "h", "a>b h+a c>c");
	g.node[0].name = "<\"&\xff\x01>";
	graph_svg(&to, &g);
	stralloc_0(&to);
	assert_non_null(strstr(to.s, "&lt;&quot;&amp;\xef\xbf\xbd\xef\xbf\xbd&gt;"));
	assert_null(strstr(to.s, "<\""));
	assert_string_equal(to.s + to.len - 8, "</svg>\n");
	stralloc_free(&to);
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(one_edge_is_between_two),
		cmocka_unit_test(shared_parts_stand_once),
		cmocka_unit_test(the_other_way_round),
		cmocka_unit_test(what_follows_is_found),
		cmocka_unit_test(everybody_has_one_home),
		cmocka_unit_test(circles_have_a_root),
		cmocka_unit_test(svg_is_well_formed),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
