/* diag_test.c - messages: one line, and on a terminal (a real one) the script's line and a caret. */
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include "../unit.h"

/* diag.h's fail is not cmocka's. */
#undef fail
#include "diag.h"
#include "place.h"

static char said[65536];

/* A context that stands at AT in the script TEXT. */
static struct ctx at(char const *text, uint32_t where)
{
	struct ctx x = { .prog = "prog", .at = where };
	x.src = (struct script){ .name = "file", .text = text, .len = strlen(text) };
	return x;
}

/* Says PARTS with stderr on FD; what comes out of FROM is left in `said`. */
static void say(int from, int fd, struct ctx const *x, char const *const *parts)
{
	int before = dup(2);
	size_t n = 0;
	dup2(fd, 2);
	diag(x, "fatal", parts);
	dup2(before, 2);
	close(before);
	close(fd);
	for (ssize_t r = 1; r > 0 && n<sizeof said - 1; n += r> 0 ? (size_t)r : 0)
		r = read(from, said + n, sizeof said - 1 - n);
	said[n] = 0;
	close(from);
}

static void piped(struct ctx const *x, char const *const *parts)
{
	int p[2];
	assert_int_equal(pipe(p), 0);
	say(p[0], p[1], x, parts);
}

static void shown(struct ctx const *x, char const *const *parts)
{
	struct termios raw;
	int master, slave;
	assert_int_equal(openpty(&master, &slave, 0, 0, 0), 0);
	tcgetattr(slave, &raw);
	cfmakeraw(&raw);
	tcsetattr(slave, TCSANOW, &raw);
	assert_true(isatty(slave));
	say(master, slave, x, parts);
}
#define PIPED(x, ...)  piped((x), (char const *const[]){ __VA_ARGS__, 0 })
#define ON_TTY(x, ...) shown((x), (char const *const[]){ __VA_ARGS__, 0 })

static void elsewhere_it_is_one_line(void **state)
{
	struct ctx x = at("one\n\ttwo three\n", 10);
	(void)state;
	PIPED(&x, "un", "able");
	assert_string_equal(said, "prog: fatal: unable (file:2:6)\n");
	x.at = 0;
	PIPED(&x, "a\033b");
	assert_string_equal(said, "prog: fatal: a\033b\n");
}

static void a_terminal_gets_the_line(void **state)
{
	struct ctx x = at("one\n\ttwo three\nfour", 10);
	(void)state;
	ON_TTY(&x, "unable");
	assert_string_equal(said, "prog: fatal: unable (file:2:6)\n"
				  " 2 | \ttwo three\n"
				  "   | \t    ^\n");
	x.at = 16;
	ON_TTY(&x, "unable");
	assert_string_equal(said, "prog: fatal: unable (file:3:1)\n"
				  " 3 | four\n"
				  "   | ^\n");
	x.at = 20;
	ON_TTY(&x, "at the end");
	assert_string_equal(said, "prog: fatal: at the end (file:3:5)\n"
				  " 3 | four\n"
				  "   |     ^\n");
}

static void without_a_place_there_is_none(void **state)
{
	struct ctx x = at("one", 0);
	(void)state;
	ON_TTY(&x, "unable");
	assert_string_equal(said, "prog: fatal: unable\n");
	x.at = 5;
	ON_TTY(&x, "unable");
	assert_string_equal(said, "prog: fatal: unable\n");
}

static void nothing_is_obeyed(void **state)
{
	struct ctx x = at("a\033[2J\x9b\xc2\x9b\xe2\x80\xae\x7f z\r\n", 14);
	(void)state;
	ON_TTY(&x, "a\033]0;\007\nb");
	assert_string_equal(said, "prog: fatal: a\\x1b]0;\\x07\\x0ab (file:1:14)\n"
				  " 1 | a\\x1b[2J\\x9b\\xc2\\x9b\\xe2\\x80\\xae\\x7f z\n"
				  "   |                                      ^\n");
}

static void wide_characters_are_counted(void **state)
{
	struct ctx x = at("\xc3\xa9 e\xcc\x81 \xe6\xbc\xa2 z", 12);
	(void)state;
	ON_TTY(&x, "x");
	assert_string_equal(said, "prog: fatal: x (file:1:12)\n"
				  " 1 | \xc3\xa9 e\xcc\x81 \xe6\xbc\xa2 z\n"
				  "   |        ^\n");
}

static void long_lines_are_cut(void **state)
{
	char text[4096], want[4096];
	(void)state;
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = 0;
	text[2000] = '|';
	struct ctx x = at(text, 2001);
	ON_TTY(&x, "x");
	snprintf(want, sizeof want, " 1 | ...%.48s|%.24s...\n   | %51s^\n", text, text, "");
	assert_string_equal(strchr(said, '\n') + 1, want);
	x.at = 4;
	ON_TTY(&x, "x");
	snprintf(want, sizeof want, " 1 | %.76s...\n   |    ^\n", text);
	assert_string_equal(strchr(said, '\n') + 1, want);
	/* Inside of a character nothing is cut. */
	for (int i = 0; i < 4090; i += 3)
		memcpy(text + i, "\xe6\xbc\xa2", 3);
	x.at = 2002;
	ON_TTY(&x, "x");
	assert_null(strstr(said, "\\x"));
}

/* Nor do characters without a width. */
static void no_line_overflows(void **state)
{
	char text[8192 + 1];
	(void)state;
	for (size_t i = 0; i < sizeof text - 1; i += 2)
		memcpy(text + i, "\xcc\x81", 2);
	text[sizeof text - 1] = 0;
	for (uint32_t i = 1; i < 300; i += 7) {
		struct ctx x = at(text, i);
		ON_TTY(&x, "x");
		assert_true(strlen(said) < EXCERPT);
	}
	memset(text, 1, sizeof text - 1);
	struct ctx x = at(text, 4000);
	ON_TTY(&x, "x");
	memset(text, '\t', sizeof text - 1);
	ON_TTY(&x, "x");
}

static void long_messages_keep_their_place(void **state)
{
	static char text[100001];
	struct ctx x = at("one", 2);
	(void)state;
	memset(text, 'a', sizeof text - 1);
	PIPED(&x, "unable to exec ", text, ": why");
	assert_true(strlen(said) <= 4096);
	assert_memory_equal(said, "prog: fatal: unable to exec aaa", 31);
	assert_non_null(strstr(said, "aaa...: why (file:1:2)\n"));
	PIPED(&x, text, text, text, text, text, text);
	assert_true(strlen(said) <= 4096);
	assert_non_null(strstr(said, "... (file:1:2)\n"));
	memset(text, 1, sizeof text - 1);
	ON_TTY(&x, text, text, text, text);
	assert_non_null(strstr(said, "... (file:1:2)\n 1 | one\n   |  ^\n"));
}

static void a_message_of_just_the_size_is_whole(void **state)
{
	static char text[5000];
	struct ctx x = at("", 0);
	(void)state;
	memset(text, 'a', 4096 - sizeof "prog: fatal: ");
	PIPED(&x, text);
	assert_int_equal(strlen(said), 4096);
	assert_null(strstr(said, "..."));
	strcat(text, "a");
	PIPED(&x, text);
	assert_true(strlen(said) <= 4096);
	assert_non_null(strstr(said, "...\n"));
}

static void what_is_quoted_has_its_place(void **state)
{
	struct ctx x = at("cmd one two", 1);
	(void)state;
	x.called = (struct called){
		.at = 1, .n = 2, .word = { { .s = "one", .at = 5 }, { .s = "two", .at = 9 } }
	};
	PIPED(&x, "bad: ", x.called.word[1].s);
	assert_string_equal(said, "prog: fatal: bad: two (file:1:9)\n");
	PIPED(&x, "bad");
	assert_string_equal(said, "prog: fatal: bad (file:1:1)\n");
	x.at = 2;
	PIPED(&x, "bad: ", x.called.word[1].s);
	assert_string_equal(said, "prog: fatal: bad: two (file:1:2)\n");
}

static void places_are_found_from_there(void **state)
{
	struct script src = { .name = "file", .text = "a\nbc\n\nd", .len = 7 };
	struct place p = { 0 };
	(void)state;
	static unsigned long const want[][2] = { { 1, 1 }, { 1, 2 }, { 2, 1 }, { 2, 2 }, { 2, 3 },
		{ 3, 1 }, { 4, 1 }, { 4, 2 } };
	for (int again = 0; again < 2; again++)
		for (uint32_t i = 0; i < COUNT(want); i++) {
			assert_true(place_find(&src, i + 1, &p));
			assert_int_equal(p.row, want[i][0]);
			assert_int_equal(p.col, want[i][1]);
		}
	assert_false(place_find(&src, 9, &p));
	assert_false(place_find(&src, 0, &p));
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(elsewhere_it_is_one_line),
		cmocka_unit_test(a_terminal_gets_the_line),
		cmocka_unit_test(without_a_place_there_is_none),
		cmocka_unit_test(nothing_is_obeyed),
		cmocka_unit_test(wide_characters_are_counted),
		cmocka_unit_test(long_lines_are_cut),
		cmocka_unit_test(no_line_overflows),
		cmocka_unit_test(long_messages_keep_their_place),
		cmocka_unit_test(a_message_of_just_the_size_is_whole),
		cmocka_unit_test(what_is_quoted_has_its_place),
		cmocka_unit_test(places_are_found_from_there),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
