/* fmt_test.c - layouts: nothing is lost, and a second time changes nothing. */
#include "fmt.h"

#include <dirent.h>

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
		while (strchr(" \t\r", text[end - 1]))
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
		if (once.len != twice.len || memcmp(result.text, twice.s ? twice.s : "", once.len))
			printf("---\n%.*s\n--- once\n%.*s--- twice\n%.*s---\n", (int)len, text,
				(int)once.len, once.s, (int)twice.len, twice.s);
		assert_int_equal(once.len, twice.len);
		if (once.len)
			assert_memory_equal(once.s, twice.s, once.len);
	}
	if (want) {
		assert_null(wrong);
		assert_int_equal(once.len, strlen(want));
		if (once.len)
			assert_memory_equal(once.s, want, once.len);
	}
	stralloc_free(&once);
	stralloc_free(&twice);
	unit_done(&x);
}

/* What random scripts are made of. */
static char const *const parts[] = { "{", "{", "{", "}", "}", "}", "{ }", "{ s6-true }", "if", "ifelse",
	"foreground", "importas", "-i", "-", "-D", "--", "x", "multisubstitute", "define", "case", "forx",
	"s6-echo", "program", "${x}", "$@", "exit", "3", "backtick", "-E", "trap", "pipeline", "redirfd",
	"-w", "s6-env", "A=b", "\"two words\"", "\"two\nlines\"", "\"\"", "\"\\65", "\"\\65\"", "a\\ ",
	"a\\\n", "\\", "\\\n", "\"", "# comment", "# \t\r", "#!/bin/x", "#", "{#", "{a", "\303\251\303\251",
	"a-word-that-is-rather-long-and-fills-a-line-soon-when-there-are-more-of-them", "\f", "wait",
	"execlineb", "-c", "s6-setuidgid", "windlass" };
static char const *const gaps[] = { " ", " ", " ", " ", " ", "\n", "\n", "\n", "\n\n", "\n\n\n", "  ", "\t",
	"\n  ", "\n    ", "\n\t", " \r\n", " \\\n", "\\\n", "", "\n \t  \n" };

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

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(random_scripts_hold),
		cmocka_unit_test(random_bytes_hold),
	};
	return cmocka_run_group_tests_name("fmt", tests, 0, 0);
}
