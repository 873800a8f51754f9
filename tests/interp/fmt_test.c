/* fmt_test.c - layouts: nothing is lost, and a second time changes nothing. */
#include "fmt.h"

#include <glob.h>

#include "../unit.h"

enum { TEXTS = 20000, LONGEST = 24 * 2 * 100 };

static struct script script_of(char const *text, size_t len)
{
	return (struct script){ .name = "t", .text = text, .len = len };
}

static size_t comments_len(struct tokens const *t, char const *text, size_t *n)
{
	size_t len = 0;
	for (size_t i = *n = 0; i < t->n; i++) {
		if (t->v[i].kind != TOKEN_COMMENT)
			continue;
		size_t end = t->v[i].to;
		while (lex_is_blank(text[end - 1]))
			end--;
		len += end - t->v[i].from;
		++*n;
	}
	return len;
}

/* The words are the same, as deep as they were, and so are the bytes they are written with. */
static void same_tokens(struct script a, struct script b)
{
	struct ctx x = UNIT_CTX(0);
	struct word *v, *w;
	struct tokens s, t;
	size_t comments, others;
	assert_null(lex_tokens(&x, &a, &v, &s));
	assert_null(lex_tokens(&x, &b, &w, &t));
	assert_int_equal(s.n, t.n);
	for (size_t i = 0; i < s.n; i++) {
		size_t len = s.v[i].to - s.v[i].from;
		assert_int_equal(s.v[i].kind, t.v[i].kind);
		if (s.v[i].kind != TOKEN_COMMENT)
			assert_memory_equal(a.text + s.v[i].from, b.text + t.v[i].from, len);
	}
	for (; v->s && w->s; v++, w++) {
		assert_string_equal(v->s, w->s);
		assert_int_equal(v->depth, w->depth);
	}
	assert_ptr_equal(v->s, w->s);
	assert_int_equal(comments_len(&s, a.text, &comments), comments_len(&t, b.text, &others));
	assert_int_equal(comments, others);
	unit_done(&x);
}

/* Holds TEXT to what is promised of any script, and its layout to WANT when that is not 0. */
static void holds(char const *text, size_t len, char const *want)
{
	struct ctx x = UNIT_CTX(0);
	stralloc once = STRALLOC_ZERO, twice = STRALLOC_ZERO;
	struct script src = script_of(text, len);
	char const *wrong = fmt(&x, &src, &once);
	if (wrong) {
		struct word *words;
		assert_int_equal(once.len, 0);
		assert_string_equal(lex(&x, &src, &words), wrong);
	} else {
		struct script result = script_of(once.s ? once.s : "", once.len);
		same_tokens(src, result);
		assert_null(fmt(&x, &result, &twice));
		assert_int_equal(once.len, twice.len);
		if (once.len)
			assert_memory_equal(once.s, twice.s, once.len);
	}
	if (want) {
		assert_null(wrong);
		assert_true(stralloc_0(&once));
		assert_string_equal(once.s, want);
	}
	stralloc_free(&once);
	stralloc_free(&twice);
	unit_done(&x);
}

/* Scripts, and what becomes of them. */
static void lays_out(void **state)
{
	static struct {
		char const *script, *want;
	} const cases[] = {
		{ "", "" },
		{ " \n\t\n", "" },
		{ "a", "a\n" },
		/* One command a line; options and operands beside it. */
		{ "importas -i\n  x X   if { s6-true }  prog $x",
			"importas -i x X\nif { s6-true }\nprog $x\n" },
		{ "  s6-setuidgid app ./run -x\n", "s6-setuidgid app\n./run -x\n" },
		{ "cd / s6-env A=b C=d prog", "cd /\ns6-env A=b C=d\nprog\n" },
		{ "with-contenv prog", "with-contenv\nprog\n" },
		/* The author breaks lines in what a program gets. */
		{ "prog a\n    b\n\n\tc d", "prog a\n  b\n  c d\n" },
		{ "prog \\\n  a \\\n  b", "prog\n  a\n  b\n" },
		{ "s6-echo a\nb", "s6-echo a\n  b\n" },
		/* A program nobody knows may go on. */
		{ "loader -x\nprog y", "loader -x\nprog y\n" },
		{ "loader  -x\nif {\na\n}  prog", "loader -x\nif {\n  a\n}\nprog\n" },
		{ "loader { if { a } b } exit 3", "loader { if { a } b }\nexit 3\n" },
		{ "fdclose 0 $@", "fdclose 0 $@\n" },
		{ "fdclose 0\n$@\nfdclose 1 x", "fdclose 0\n$@\nfdclose 1\nx\n" },
		/* Blocks: those on one line stay so, others get lines of their own. */
		{ "ifte { a } { b  c }\n\nd", "ifte { a } { b c }\n\nd\n" },
		{ "ifelse\n{ a }\n{ b }\nc", "ifelse { a } { b }\nc\n" },
		{ "if { fdclose 0 a } b", "if { fdclose 0 a }\nb\n" },
		{ "if {\nfdclose 0 a } b", "if {\n  fdclose 0\n  a\n}\nb\n" },
		{ "if\n\n{ fdclose 0\n\na } b", "if\n{\n  fdclose 0\n\n  a\n}\nb\n" },
		{ "if { {\na } }", "if {\n  {\n    a\n  }\n}\n" },
		{ "if {\n\n} a", "if { }\na\n" },
		{ "ifelse { a } {\nb } c", "ifelse { a } {\n  b\n}\nc\n" },
		{ "ifelse {\na } { b } c", "ifelse {\n  a\n} { b }\nc\n" },
		{ "ifelse\n{\na } { b } c", "ifelse\n{\n  a\n}\n{ b }\nc\n" },
		/* The first brace decides for all. */
		{ "if\n{\na }\nif {\nb }\nc", "if\n{\n  a\n}\nif\n{\n  b\n}\nc\n" },
		/* Lists, and blocks with a grammar of their own. */
		{ "forx i { a  b\nc } d", "forx i {\n  a b\n  c\n}\nd\n" },
		{ "multisubstitute { define a b importas\nx X } c",
			"multisubstitute {\n  define a b\n  importas x X\n}\nc\n" },
		{ "case x { a { b }\nc { d } } e", "case x {\n  a { b }\n  c { d }\n}\ne\n" },
		/* Comments stay where they are. */
		{ "#!/bin/x  \r\n", "#!/bin/x  \r\n" },
		{ "\n#!/bin/x\n", "\n#!/bin/x\n" },
		{ "a # b \r\n# c\n\n\n#d\ne", "a # b\n# c\n\n#d\ne\n" },
		{ "if { # a\nb # c\n # d\n} e # f", "if { # a\n  b # c\n  # d\n}\ne # f\n" },
		{ "importas -i # why\nx X y", "importas -i # why\n  x X\ny\n" },
		{ "if # why\n{ a } b", "if # why\n{ a }\nb\n" },
		/* Paragraphs. */
		{ "\n\nfdclose 0\n\n\n\nfdclose 1\nx\n\n", "fdclose 0\n\nfdclose 1\nx\n" },
		/* Words stay as they are written. */
		{ "a\\ b  \"c \\n\nd\"  \\101e", "a\\ b \"c \\n\nd\" \\101e\n" },
		{ "a \"\\65", "a \"\\65\"\n" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		holds(cases[i].script, strlen(cases[i].script), cases[i].want);
	holds("a  b\0 c }", 9, "a b\n\0 c }");
}

/* Lines are 100 columns at most, where that can be had. */
static void breaks_long_lines(void **state)
{
	(void)state;
	char const *a50 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	char text[400], want[400];
	sprintf(text, "s6-echo %s %s b", a50, a50);
	sprintf(want, "s6-echo %s\n  %s b\n", a50, a50);
	holds(text, strlen(text), want);
	sprintf(text, "s6-echo %s%s b", a50, a50);
	sprintf(want, "s6-echo %s%s\n  b\n", a50, a50);
	holds(text, strlen(text), want);
	sprintf(text, "if { fdclose 0 %s %s } b", a50, a50 + 10);
	sprintf(want, "if\n{\n  fdclose 0\n  %s %s\n}\nb\n", a50, a50 + 10);
	holds(text, strlen(text), want);
}

/* What random scripts are made of. */
static char const *const parts[] = { "{", "{", "{", "}", "}", "}", "{ }", "{ s6-true }", "if",
	"ifelse", "foreground", "importas", "-i", "-", "-D", "--", "x", "multisubstitute", "define",
	"case", "forx", "s6-echo", "program", "${x}", "$@", "exit", "3", "backtick", "-E", "trap",
	"pipeline", "redirfd", "-w", "s6-env", "A=b", "\"two words\"", "\"two\nlines\"", "\"\"",
	"\"\\65", "\"\\65\"", "a\\ ", "a\\\n", "\\", "\\\n", "\"", "# comment", "# \t\r",
	"#!/bin/x", "#", "{#", "{a", "\303\251\303\251",
	"a-word-that-is-rather-long-and-fills-a-line-soon-when-there-are-more-of-them", "\f",
	"wait", "execlineb", "-c", "s6-setuidgid", "windlass" };
static char const *const gaps[] = { " ", " ", " ", " ", " ", "\n", "\n", "\n", "\n\n", "\n\n\n",
	"  ", "\t", "\n  ", "\n    ", "\n\t", " \r\n", " \\\n", "\\\n", "", "\n \t  \n" };

struct dice {
	uint32_t state;
};

static uint32_t roll(struct dice *d, size_t sides)
{
	d->state ^= d->state << 13;
	d->state ^= d->state >> 17;
	d->state ^= d->state << 5;
	return d->state % (uint32_t)sides;
}

/* PART and what is to keep it apart from the next. */
static size_t write_part(struct dice *d, char *text, char const *part, int careful)
{
	int len = sprintf(text, "%s%s", part, gaps[roll(d, COUNT(gaps))]);
	if (careful)
		text[len++] = *part == '#' ? '\n' : ' ';
	return (size_t)len;
}

/* A random script; in most of them the braces are balanced. */
static size_t write_random(struct dice *d, char *text)
{
	size_t len = 0, depth = 0, careful = roll(d, 8);
	for (size_t n = roll(d, 24); n; n--) {
		char const *part = parts[roll(d, COUNT(parts))];
		if (careful && *part == '}' && !depth)
			continue;
		depth += !strcmp(part, "{");
		depth -= *part == '}' && depth;
		len += write_part(d, text + len, part, careful);
	}
	while (careful && depth--)
		len += write_part(d, text + len, "}", 1);
	if (!roll(d, 20))
		text[len++] = 0;
	return len;
}

static void random_scripts_hold(void **state)
{
	(void)state;
	struct dice d = { 20240229 };
	char text[LONGEST];
	for (size_t i = 0; i < TEXTS; i++)
		holds(text, write_random(&d, text), 0);
}

static void random_bytes_hold(void **state)
{
	(void)state;
	static char const bytes[] = "{}  \n\n\\\"#a0\t\r\001";
	struct dice d = { 5 };
	char text[40];
	for (size_t i = 0; i < TEXTS; i++) {
		size_t len = roll(&d, sizeof text);
		for (size_t j = 0; j < len; j++)
			text[j] = bytes[roll(&d, sizeof bytes)];
		holds(text, len, 0);
	}
}

/* All cases of a file of them, or all of a script. */
static void file_holds(char const *name)
{
	static char text[1 << 17];
	FILE *f = fopen(name, "r");
	assert_non_null(f);
	size_t len = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[len] = 0;
	for (char *from = text, *to; *from; from = to) {
		to = strstr(from + 1, "\n--- ");
		to = to ? to + 1 : from + strlen(from);
		char *end = strstr(from, "\n> ");
		holds(from, (size_t)((end && end < to ? end : to) - from), 0);
	}
}

static void scripts_of_the_tree_hold(void **state)
{
	static char const *const patterns[] = { "tests/*/*/*.test", "tests/scripts/*.test",
		"scripts/*/*", "examples/*/rootfs/etc/*/*",
		"examples/*/rootfs/etc/services.d/*/*" };
	(void)state;
	for (size_t i = 0; i < COUNT(patterns); i++) {
		glob_t g;
		assert_int_equal(glob(patterns[i], GLOB_MARK, 0, &g), 0);
		for (size_t j = 0; j < g.gl_pathc; j++)
			if (g.gl_pathv[j][strlen(g.gl_pathv[j]) - 1] != '/')
				file_holds(g.gl_pathv[j]);
		globfree(&g);
	}
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(lays_out),
		cmocka_unit_test(breaks_long_lines),
		cmocka_unit_test(scripts_of_the_tree_hold),
		cmocka_unit_test(random_scripts_hold),
		cmocka_unit_test(random_bytes_hold),
	};
	return cmocka_run_group_tests_name("fmt", tests, 0, 0);
}
