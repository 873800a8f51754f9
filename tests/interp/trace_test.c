/* trace_test.c - lines of a trace: never too long for a pipe to keep in one piece, and valid. */
#include <limits.h>
#include <unistd.h>

#include "../unit.h"
#include "trace.h"
#include "tracewords.h"

static char line[65536];

/* Traces into a pipe: what has been told is left in `line`. */
static void tell(struct ctx *x, struct trace_event const *e)
{
	int p[2];
	char fd[16];
	assert_int_equal(pipe(p), 0);
	snprintf(fd, sizeof fd, "%d", p[1]);
	env_set(x, "WINDLASS_TRACE", fd);
	trace_init(x);
	assert_non_null(x->trace);
	trace_tell(x, e);
	close(p[1]);
	ssize_t n = read(p[0], line, sizeof line - 1);
	assert_true(n > 0);
	line[n] = 0;
	close(p[0]);
}
#define TELL(x, ...) tell((x), &(struct trace_event){ __VA_ARGS__ })

/* Counts brackets outside of texts; they must match. */
static void check_json(void)
{
	int depth = 0, text = 0;
	assert_true(strlen(line) <= PIPE_BUF);
	assert_int_equal(line[strlen(line) - 1], '\n');
	for (char const *s = line; *s != '\n'; s++) {
		if (text && *s == '\\')
			s++;
		else if (*s == '"')
			text = !text;
		else if (!text)
			depth += (*s == '{' || *s == '[') - (*s == '}' || *s == ']');
		assert_true(depth > 0 || s[1] == '\n');
	}
	assert_int_equal(depth, 0);
	assert_int_equal(text, 0);
}

static void many_words(void **state)
{
	static struct word words[3000];
	char text[300];
	(void)state;
	for (int c = 1; c < 256; c += 9) {
		struct ctx x = UNIT_CTX("WINDLASS_TRACE_FORMAT=json");
		memset(text, c, sizeof text - 1);
		text[sizeof text - 1] = 0;
		for (size_t i = 0; i < COUNT(words) - 1; i++)
			words[i] = (struct word){ .s = text };
		TELL(&x, .words = words);
		check_json();
		assert_non_null(strstr(line, "],\"cut\":true}"));
		unit_done(&x);
	}
}

static void deep_words(void **state)
{
	static struct word words[5000];
	struct ctx x = UNIT_CTX("WINDLASS_TRACE_FORMAT=json");
	(void)state;
	for (unsigned int i = 0; i < COUNT(words) - 1; i++)
		words[i] = (struct word){ .s = "a", .depth = i };
	TELL(&x, .words = words);
	check_json();
	words[0].depth = 1 << 30;
	TELL(&x, .words = words);
	check_json();
	unit_done(&x);
}

static void long_names(void **state)
{
	static char name[10000];
	struct ctx x = UNIT_CTX("WINDLASS_TRACE_FORMAT=json");
	(void)state;
	memset(name, 1, sizeof name - 1);
	x.src = (struct script){ .name = name, .text = "a", .len = 1 };
	struct word words[] = { { .s = "a", .at = 1 }, { 0 } };
	TELL(&x, .words = words);
	check_json();
	unit_done(&x);
}

static void people_get_short_lines(void **state)
{
	static struct word words[3000];
	struct ctx x = UNIT_CTX("WINDLASS_TRACE_FORMAT=plain");
	(void)state;
	for (size_t i = 0; i < COUNT(words) - 1; i++)
		words[i] = (struct word){ .s = "some word" };
	TELL(&x, .words = words);
	assert_true(strlen(line) < 1100);
	assert_string_equal(line + strlen(line) - 5, " ...\n");
	/* Characters are not cut. */
	char text[302] = "a";
	for (int i = 1; i < 300; i += 2)
		memcpy(text + i, "\xc3\xa9", 2);
	words[1] = (struct word){ 0 };
	words[0].s = text;
	TELL(&x, .words = words);
	assert_string_equal(line + 199, "...\n");
	unit_done(&x);
}

static void handed_over(void **state)
{
	struct ctx x = UNIT_CTX("WINDLASS_TRACE=7:3:1000", "WINDLASS_TRACE_FORMAT=json");
	(void)state;
	trace_init(&x);
	trace_hand_over(&x);
	assert_string_equal(env_value(&x, "WINDLASS_TRACE"), "7:3:1000");
	trace_deeper(&x, 2);
	trace_hand_over(&x);
	assert_string_equal(env_value(&x, "WINDLASS_TRACE"), "7:5:1000");
	env_unset(&x, "WINDLASS_TRACE");
	trace_hand_over(&x);
	assert_null(env_value(&x, "WINDLASS_TRACE"));
	unit_done(&x);
}

static void not_switched_on(void **state)
{
	static char const *const values[] = { "", "x", "-1", "3x", "99999999999", ":" };
	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		struct ctx x = UNIT_CTX("A=b");
		env_set(&x, "WINDLASS_TRACE", values[i]);
		trace_init(&x);
		assert_null(x.trace);
		unit_done(&x);
	}
	struct ctx x = UNIT_CTX("WINDLASS_TRACE=3:99999999:5");
	trace_init(&x);
	assert_non_null(x.trace);
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(many_words),
		cmocka_unit_test(deep_words),
		cmocka_unit_test(long_names),
		cmocka_unit_test(people_get_short_lines),
		cmocka_unit_test(handed_over),
		cmocka_unit_test(not_switched_on),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
