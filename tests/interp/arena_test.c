/* arena_test.c - memory with marks. */
#include "arena.h"

#include <stdalign.h>

#include "../unit.h"

static void gives_aligned_memory(void **state)
{
	(void)state;
	struct ctx x = { .prog = "test" };
	for (size_t size = 0; size < 200; size++) {
		char *p = arena_get(&x, size);
		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
		memset(p, 0xa5, size);
	}
	unit_done(&x);
}

/* What was given out stays as it was written, across many chunks. */
static void pieces_do_not_overlap(void **state)
{
	enum { PIECES = 5000 };
	static unsigned char *piece[PIECES];
	(void)state;
	struct ctx x = { .prog = "test" };
	for (size_t i = 0; i < PIECES; i++) {
		piece[i] = arena_get(&x, i % 97 + 1);
		memset(piece[i], (int)(i % 251), i % 97 + 1);
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t j = 0; j < i % 97 + 1; j++)
			assert_int_equal(piece[i][j], i % 251);
	unit_done(&x);
}

static void takes_large_pieces(void **state)
{
	(void)state;
	struct ctx x = { .prog = "test" };
	char *before = arena_get(&x, 8);
	memcpy(before, "before!", 8);
	for (size_t size = 1 << 12; size <= 1 << 22; size *= 2)
		memset(arena_get(&x, size), 1, size);
	memset(arena_get(&x, (1 << 14) + 1), 1, (1 << 14) + 1);
	assert_string_equal(before, "before!");
	unit_done(&x);
}

static void marks_nest(void **state)
{
	(void)state;
	struct ctx x = { .prog = "test" };
	char *kept = arena_text(&x, "kept", 4);
	struct arena outer = arena_mark(&x);
	char *first = arena_get(&x, 16);
	struct arena inner = arena_mark(&x);
	char *second = arena_get(&x, 16);
	for (size_t i = 0; i < 100; i++)
		arena_get(&x, 1000);
	arena_release(&x, inner);
	assert_ptr_equal(arena_get(&x, 16), second);
	arena_release(&x, outer);
	assert_ptr_equal(arena_get(&x, 16), first);
	assert_string_equal(kept, "kept");
	unit_done(&x);
	assert_null(x.arena.top);
}

static void releases_an_empty_mark(void **state)
{
	(void)state;
	struct ctx x = { .prog = "test" };
	struct arena mark = arena_mark(&x);
	arena_release(&x, mark);
	arena_get(&x, 1 << 20);
	arena_release(&x, mark);
	assert_null(x.arena.top);
	unit_done(&x);
}

static void makes_texts(void **state)
{
	(void)state;
	struct ctx x = { .prog = "test" };
	assert_string_equal(arena_text(&x, "abcdef", 3), "abc");
	assert_string_equal(arena_text(&x, "", 0), "");
	assert_memory_equal(arena_text(&x, "a\0b", 3), "a\0b", 4);
	assert_string_equal(join(&x, "a", "", "bc", "d"), "abcd");
	assert_string_equal(join(&x, ""), "");
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(gives_aligned_memory),
		cmocka_unit_test(pieces_do_not_overlap),
		cmocka_unit_test(takes_large_pieces),
		cmocka_unit_test(marks_nest),
		cmocka_unit_test(releases_an_empty_mark),
		cmocka_unit_test(makes_texts),
	};
	return cmocka_run_group_tests_name("arena", tests, 0, 0);
}
