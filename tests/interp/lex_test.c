/* lex_test.c - the lexer, hostile scripts included. */
#include "lex.h"

#include "../unit.h"

static char const *lex_bytes(struct ctx *x, char const *text, size_t len, struct word **words)
{
	struct script src = { .name = "t", .text = text, .len = len };
	return lex(x, &src, words);
}

static char const *lex_text(struct ctx *x, char const *text, struct word **words)
{
	return lex_bytes(x, text, strlen(text), words);
}

/* Scripts and the words they come to, block quoting as leading blanks. */
static void makes_words(void **state)
{
	static struct {
		char const *script, *words[8];
	} const cases[] = {
		{ "", { 0 } },
		{ " \t\r\n ", { 0 } },
		{ "#only a comment", { 0 } },
		{ "#!/command/execlineb -P\na b\n", { "a", "b" } },
		{ "a#b c", { "a#b", "c" } },
		{ "a b#c\n#d\ne", { "a", "b#c", "e" } },
		{ "\"\" a", { "", "a" } },
		{ "\"a b\"c d", { "a bc", "d" } },
		{ "a\\ b", { "a b" } },
		{ "a\\\nb", { "a\nb" } },
		{ "a \\\nb", { "a", "b" } },
		{ "\"a\\\nb\"", { "ab" } },
		{ "\"\\n\\t\\65\\0x41\\0101\\q\"", { "\n\tAAAq" } },
		{ "if { a } b", { "if", " a", "", "b" } },
		{ "a { b { c } { } } d", { "a", " b", "  c", " ", " ", "", "d" } },
		{ "{a} }b a{ \\{ \"}\"", { "{a}", "}b", "a{", "{", "}" } },
		{ "\"{\" \\}", { "{", "}" } },
		{ "a }b", { "a", "}b" } },
		{ "a { b }", { "a", " b", "" } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ctx x = UNIT_CTX(0);
		struct word *words;
		assert_null(lex_text(&x, cases[i].script, &words));
		unit_words(&x, words, cases[i].words);
		unit_done(&x);
	}
}

/* Scripts, what is wrong with them and at which byte (from 1). */
static void finds_faults(void **state)
{
	static struct {
		char const *script, *wrong;
		uint32_t at;
	} const cases[] = {
		{ "if { a", "unmatched {", 4 },
		{ "if { a { b }", "unmatched {", 4 },
		{ "if { a { b", "unmatched {", 8 },
		{ "a } b", "unmatched }", 3 },
		{ "a { b } }", "unmatched }", 9 },
		{ "\n\n }", "unmatched }", 4 },
		{ "a {", "syntax error: nothing after the last {", 3 },
		{ "a \"b", "syntax error: unclosed quote", 3 },
		{ "ab\"", "syntax error: unclosed quote", 3 },
		{ "a \"b\\", "syntax error: unclosed quote", 3 },
		{ "a \"b\" c\"d\ne", "syntax error: unclosed quote", 8 },
		{ "a b\\", "syntax error: nothing after the last backslash", 4 },
		{ "\"\\0\"", "syntax error", 2 },
		{ "\"\\256\"", "syntax error", 2 },
		{ "\"\\0xzz\"", "syntax error", 2 },
		{ "a \"\\0x00\"", "syntax error", 4 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ctx x = UNIT_CTX(0);
		struct word *words;
		char const *wrong = lex_text(&x, cases[i].script, &words);
		assert_non_null(wrong);
		assert_string_equal(wrong, cases[i].wrong);
		assert_int_equal(x.at, cases[i].at);
		unit_done(&x);
	}
}

static void stops_at_nul(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct word *words;
	assert_null(lex_bytes(&x, "a b\0 } {", 8, &words));
	assert_words(&x, words, "a", "b");
	assert_null(lex_bytes(&x, "\0", 1, &words));
	assert_null(words->s);
	unit_done(&x);
}

/* Words know where they stand and whether they hold a '$'. */
static void keeps_places(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct word *words;
	assert_null(lex_text(&x, "ab { $c\n} \"d$\"", &words));
	assert_words(&x, words, "ab", " $c", "", "d$");
	uint32_t const places[] = { 1, 6, 9, 11 };
	int const dollars[] = { 0, 1, 0, 1 };
	for (size_t i = 0; i < COUNT(places); i++) {
		assert_int_equal(words[i].at, places[i]);
		assert_int_equal(words[i].dollar, dollars[i]);
	}
	unit_done(&x);
}

/* UNIT, N times; the caller frees it. */
static char *repeat(char const *unit, size_t n)
{
	size_t len = strlen(unit);
	char *s = malloc(n * len + 1);
	assert_non_null(s);
	for (size_t i = 0; i < n; i++)
		memcpy(s + i * len, unit, len);
	s[n * len] = 0;
	return s;
}

enum { MEGABYTE = 1 << 20, NESTED = LEX_DEEPEST };

/* A megabyte of UNIT: what is wrong with it, where, and how many words it makes. */
static void flood(char const *unit, char const *wrong, uint32_t at, size_t count)
{
	struct ctx x = UNIT_CTX(0);
	struct word *words;
	char *text = repeat(unit, MEGABYTE / strlen(unit));
	char const *said = lex_text(&x, text, &words);
	if (wrong)
		assert_string_equal(said, wrong);
	else
		assert_null(said);
	assert_int_equal(x.at, at);
	assert_int_equal(words_len(words), count);
	unit_done(&x);
	free(text);
}

static void survives_floods(void **state)
{
	(void)state;
	flood("{", 0, 0, 1);
	flood("}", 0, 0, 1);
	flood("{ ", LEX_TOO_DEEP, 2 * LEX_DEEPEST + 1, 0);
	flood("} ", "unmatched }", 1, 0);
	flood("\"", 0, 0, 1);
	flood("\\", 0, 0, 1);
	flood("\\\n", 0, 0, 0);
	flood("#", 0, 0, 0);
	flood("a ", 0, 0, MEGABYTE / 2);
	flood("$", 0, 0, 1);
	flood("{ } ", 0, 0, MEGABYTE / 4);
	flood(" ", 0, 0, 0);
	flood("\"a", 0, 0, 1);
}

static void nests_deeply(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct word *words;
	char *open = repeat("{ ", NESTED), *close = repeat("} ", NESTED);
	char *text = malloc(4 * NESTED + 6);
	sprintf(text, "%sa %s", open, close);
	assert_null(lex_text(&x, text, &words));
	assert_int_equal(words_len(words), NESTED + 1);
	for (size_t i = 0; i <= NESTED; i++)
		assert_int_equal(words[i].depth, NESTED - i);
	assert_int_equal(strlen(word_wire(&x, words)), NESTED + 1);
	sprintf(text, "%s{ a %s}", open, close);
	assert_string_equal(lex_text(&x, text, &words), LEX_TOO_DEEP);
	assert_int_equal(x.at, 2 * NESTED + 1);
	free(open);
	free(close);
	free(text);
	unit_done(&x);
}

/* Every byte, alone and between others: words or a fault, but never a crash. */
static void takes_every_byte(void **state)
{
	(void)state;
	for (int c = 0; c < 256; c++) {
		struct ctx x = UNIT_CTX(0);
		struct word *words;
		char const alone[] = { (char)c }, quoted[] = { '"', '\\', (char)c, '"' },
			   between[] = { 'a', (char)c, 'b', (char)c };
		lex_bytes(&x, alone, sizeof alone, &words);
		lex_bytes(&x, quoted, sizeof quoted, &words);
		lex_bytes(&x, between, sizeof between, &words);
		unit_done(&x);
	}
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(makes_words),
		cmocka_unit_test(finds_faults),
		cmocka_unit_test(stops_at_nul),
		cmocka_unit_test(keeps_places),
		cmocka_unit_test(survives_floods),
		cmocka_unit_test(nests_deeply),
		cmocka_unit_test(takes_every_byte),
	};
	return cmocka_run_group_tests_name("lex", tests, 0, 0);
}
