/* layers_test.c - nodes in layers: edges go to the right, nothing overlaps, few edges cross. */
#include "layers.h"

#include "../../unit.h"

enum { MOST = 300 };

struct case_ {
	struct layers l;
	struct layers_spot spot[MOST];
	struct layers_edge edge[MOST * 4];
};

static void node(struct case_ *c, double wide)
{
	c->spot[c->l.nodes++].wide = wide;
}

static void edge(struct case_ *c, uint32_t left, uint32_t right)
{
	c->edge[c->l.edges++] = (struct layers_edge){ left, right, 0, 0 };
}

static void place(struct ctx *x, struct case_ *c)
{
	c->l.spot = c->spot;
	c->l.edge = c->edge;
	layers_place(x, &c->l);
}

/* Nodes of a layer are apart, and layers do not reach into each other. */
static void check_apart(struct layers const *l)
{
	for (uint32_t i = 0; i < l->nodes; i++)
		for (uint32_t k = 0; k < i; k++) {
			struct layers_spot const *a = l->spot + i, *b = l->spot + k;
			if (a->layer == b->layer)
				assert_true(a->y - b->y > 25 || b->y - a->y > 25);
			else
				assert_true(a->layer < b->layer ? a->x + a->wide < b->x
								: b->x + b->wide < a->x);
		}
	for (uint32_t i = 0; i < l->nodes; i++) {
		assert_true(l->spot[i].x >= 0 && l->spot[i].x + l->spot[i].wide <= l->width);
		assert_true(l->spot[i].y >= 0 && l->spot[i].y <= l->height);
	}
}

/* Every edge has its bends, one a layer. */
static void check_edges(struct layers const *l)
{
	for (uint32_t i = 0; i < l->edges; i++) {
		struct layers_edge const *e = l->edge + i;
		int layer = l->spot[e->left].layer;
		assert_true(l->spot[e->right].layer > layer);
		for (uint32_t k = 0; k < e->bends; k++)
			assert_int_equal(l->spot[e->bend + k].layer, ++layer);
		assert_int_equal(l->spot[e->right].layer, layer + 1);
	}
}

static void random_graphs_are_placed(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	unsigned int seed = 7;
	for (int round = 0; round < 60; round++) {
		static struct case_ c;
		memset(&c, 0, sizeof c);
		uint32_t n = 1 + (uint32_t)rand_r(&seed) % 60;
		for (uint32_t i = 0; i < n; i++)
			node(&c, 20 + rand_r(&seed) % 100);
		for (uint32_t i = 1; i < n; i++)
			for (int k = rand_r(&seed) % 4; k > 0; k--)
				edge(&c, (uint32_t)rand_r(&seed) % i, i);
		place(&x, &c);
		check_apart(&c.l);
		check_edges(&c.l);
	}
	unit_done(&x);
}

/* A tree can be drawn without a crossing, and is, even when it is told in a bad order. */
static void trees_do_not_cross(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	static struct case_ c;
	memset(&c, 0, sizeof c);
	for (int i = 0; i < 31; i++)
		node(&c, 30);
	for (uint32_t i = 1; i < 31; i++)
		edge(&c, 30 - (i - 1) / 2, 30 - i);
	place(&x, &c);
	assert_int_equal(c.l.crossings, 0);
	check_edges(&c.l);
	unit_done(&x);
}

/* Two edges that have to cross. */
static void crossings_are_counted(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	static struct case_ c;
	memset(&c, 0, sizeof c);
	for (int i = 0; i < 6; i++)
		node(&c, 30);
	for (uint32_t a = 0; a < 3; a++)
		for (uint32_t b = 3; b < 6; b++)
			edge(&c, a, b);
	place(&x, &c);
	assert_int_equal(c.l.crossings, 9);
	unit_done(&x);
}

static void a_chain_is_a_straight_line(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	static struct case_ c;
	memset(&c, 0, sizeof c);
	for (int i = 0; i < 200; i++)
		node(&c, 30);
	for (uint32_t i = 1; i < 200; i++)
		edge(&c, i - 1, i);
	place(&x, &c);
	assert_int_equal(c.l.layers, 200);
	for (int i = 1; i < 200; i++)
		assert_true(
			c.l.spot[i].y - c.l.spot[0].y < 0.5 && c.l.spot[0].y - c.l.spot[i].y < 0.5);
	unit_done(&x);
}

/* A logger that needs what is far away stands beside its producer all the same. */
static void what_may_be_near_is(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	static struct case_ c;
	memset(&c, 0, sizeof c);
	for (int i = 0; i < 6; i++)
		node(&c, 30);
	for (uint32_t i = 1; i < 5; i++)
		edge(&c, i - 1, i);
	edge(&c, 0, 5);
	edge(&c, 5, 4);
	place(&x, &c);
	assert_int_equal(c.l.spot[5].layer, 3);
	check_edges(&c.l);
	unit_done(&x);
}

static void circles_end(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	static struct case_ c;
	memset(&c, 0, sizeof c);
	for (int i = 0; i < 4; i++)
		node(&c, 30);
	edge(&c, 0, 1);
	edge(&c, 1, 2);
	edge(&c, 2, 0);
	edge(&c, 3, 3);
	place(&x, &c);
	check_apart(&c.l);
	unit_done(&x);
}

static void nothing_is_no_trouble(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	static struct case_ c;
	memset(&c, 0, sizeof c);
	place(&x, &c);
	assert_int_equal(c.l.layers, 0);
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(random_graphs_are_placed),
		cmocka_unit_test(trees_do_not_cross),
		cmocka_unit_test(crossings_are_counted),
		cmocka_unit_test(a_chain_is_a_straight_line),
		cmocka_unit_test(what_may_be_near_is),
		cmocka_unit_test(circles_end),
		cmocka_unit_test(nothing_is_no_trouble),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
