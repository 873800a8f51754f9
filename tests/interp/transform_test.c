/* transform_test.c - crunch, chomp, split, netstrings. */
#include "subst.h"

#include "../unit.h"

#define BLANKS " \n\r\t"

/* What TEXT becomes; BECOMES starts with "!" for a text that is refused. */
struct sample {
	char const *text;
	struct transform t;
	char const *becomes[8];
};

static void check(struct sample const *s)
{
	struct ctx x = UNIT_CTX(0);
	size_t n, want = 0;
	char const *const *texts = transform(&x, s->text, strlen(s->text), &s->t, &n);
	if (s->becomes[0] && !strcmp(s->becomes[0], "!")) {
		assert_null(texts);
	} else {
		assert_non_null(texts);
		for (; s->becomes[want]; want++) {
			assert_true(want < n);
			assert_string_equal(texts[want], s->becomes[want]);
		}
		assert_int_equal(n, want);
	}
	unit_done(&x);
}

static void whole_values(void **state)
{
	static struct sample const samples[] = {
		{ "", { .delim = BLANKS }, { "" } },
		{ " a  b \n", { .delim = BLANKS }, { " a  b \n" } },
		{ " a  b \n", { .chomp = 1, .delim = BLANKS }, { " a  b " } },
		{ "a", { .chomp = 1, .delim = BLANKS }, { "a" } },
		{ "", { .chomp = 1, .delim = BLANKS }, { "" } },
		{ "\n", { .chomp = 1, .delim = BLANKS }, { "" } },
		{ " \t a \n b\n\n", { .crunch = 1, .delim = BLANKS }, { " a b\n" } },
		{ "\n\n\n", { .crunch = 1, .chomp = 1, .delim = BLANKS }, { "" } },
		{ "a::b", { .crunch = 1, .delim = ":" }, { "a:b" } },
		{ "a\n", { .chomp = 1, .delim = ":" }, { "a\n" } },
		{ "\377\376x\377", { .crunch = 1, .chomp = 1, .delim = "\377\376" }, { "\377x" } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++)
		check(samples + i);
}

static void split_values(void **state)
{
	static struct sample const samples[] = {
		{ "", { .split = 1, .delim = BLANKS }, { 0 } },
		{ "a", { .split = 1, .delim = BLANKS }, { "a" } },
		{ "a b", { .split = 1, .delim = BLANKS }, { "a", "b" } },
		{ "a b ", { .split = 1, .delim = BLANKS }, { "a", "b" } },
		{ "a  b", { .split = 1, .delim = BLANKS }, { "a", "", "b" } },
		{ " a", { .split = 1, .delim = BLANKS }, { "", "a" } },
		{ "  a\n\nb  ", { .split = 1, .crunch = 1, .delim = BLANKS }, { "", "a", "b" } },
		{ ":", { .split = 1, .delim = ":" }, { "" } },
		{ "::", { .split = 1, .delim = ":" }, { "", "" } },
		{ "a:b", { .split = 1, .chomp = 1, .delim = ":" }, { "a" } },
		{ "a:b:", { .split = 1, .chomp = 1, .delim = ":" }, { "a", "b" } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++)
		check(samples + i);
}

static void netstring_values(void **state)
{
	static struct sample const samples[] = {
		{ "", { .split = 1, .delim = "" }, { 0 } },
		{ "0:,", { .split = 1, .delim = "" }, { "" } },
		{ "1:a,3:b c,", { .split = 1, .delim = "" }, { "a", "b c" } },
		{ "3:a,b,0:,", { .split = 1, .delim = "" }, { "a,b", "" } },
		{ "1:a", { .split = 1, .delim = "" }, { "!" } },
		{ "1:ab,", { .split = 1, .delim = "" }, { "!" } },
		{ "2:a,", { .split = 1, .delim = "" }, { "!" } },
		{ ":a,", { .split = 1, .delim = "" }, { "!" } },
		{ "1", { .split = 1, .delim = "" }, { "!" } },
		{ "x", { .split = 1, .delim = "" }, { "!" } },
		{ "18446744073709551615:a,", { .split = 1, .delim = "" }, { "!" } },
		{ "99999999999999999999999999:a,", { .split = 1, .delim = "" }, { "!" } },
		{ "1:a,,", { .split = 1, .delim = "" }, { "!" } },
		{ "1:a,", { .delim = "" }, { "1:a," } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++)
		check(samples + i);
}

static void megabyte_of_delimiters(void **state)
{
	enum { SIZE = 1 << 20 };
	struct ctx x = UNIT_CTX(0);
	char *text = malloc(SIZE);
	size_t n;
	(void)state;
	memset(text, ' ', SIZE);
	assert_non_null(
		transform(&x, text, SIZE, &(struct transform){ .split = 1, .delim = BLANKS }, &n));
	assert_int_equal(n, SIZE);
	assert_non_null(transform(&x, text, SIZE,
		&(struct transform){ .split = 1, .crunch = 1, .delim = BLANKS }, &n));
	assert_int_equal(n, 1);
	free(text);
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(whole_values),
		cmocka_unit_test(split_values),
		cmocka_unit_test(netstring_values),
		cmocka_unit_test(megabyte_of_delimiters),
	};
	return cmocka_run_group_tests_name("transform", tests, 0, 0);
}
