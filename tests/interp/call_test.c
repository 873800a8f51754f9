/* call_test.c - reading calls: options, operands and blocks, by the table. */
#include "cmd.h"

#include <sys/mman.h>
#include <unistd.h>

#include "../unit.h"

struct opts {
	int flag, bits, mode;
	unsigned int number, octal;
	char const *text;
	struct letters letters;
};

static struct opt const opts[] = {
	SET('f', "flag", struct opts, flag, 1, "sets"),
	SET('F', "no-flag", struct opts, flag, 0, "sets back"),
	OR('1', 0, struct opts, bits, 1, "ors"),
	OR('2', 0, struct opts, bits, 2, "ors"),
	NUM('n', "number", struct opts, number, 100, "count", "number", ALSO(struct opts, mode, 9)),
	OCT('o', 0, struct opts, octal, 0777, "mode", "octal"),
	STR('t', "text", struct opts, text, "text", "text"),
	ADD('x', 0, struct opts, letters, "letter"),
	ADD('y', 0, struct opts, letters, "letter"),
	SET('s', "second", struct opts, mode, 1, "the other form"),
	{ 0 },
};

static struct next run_nothing(struct ctx *x, struct call const *c)
{
	(void)x;
	return chain(c->rest);
}

#define TEST_CMD(form_, traits_) \
	{ \
		.name = "test", .brief = "be tested", .form = (form_), .traits = (traits_), \
		OPTS(struct opts, opts, .text = "default", .number = 5), .run = run_nothing \
	}

static struct cmd const any = TEST_CMD("[prog...]", 0);

/* A call being tested: what is read, what is answered and what is said to stderr. */
struct reading {
	struct ctx x;
	struct call c;
	struct next n;
	struct opts const *o;
	char said[1024];
};

static int quiet_from(int *saved)
{
	int fd = memfd_create("stderr", 0);
	*saved = dup(2);
	dup2(fd, 2);
	return fd;
}

static void quiet_to(int fd, int saved, char *said, size_t size)
{
	ssize_t n = pread(fd, said, size - 1, 0);
	said[n > 0 ? n : 0] = 0;
	dup2(saved, 2);
	close(saved);
	close(fd);
}

/* Reads a call of CMD with the words ARGV, whose leading blanks are depth. */
static void begin(struct reading *r, struct cmd const *cmd, char const *const *argv)
{
	int saved;
	memset(r, 0, sizeof *r);
	r->x = UNIT_CTX("EXECLINE_STRICT=2");
	struct word *words = words_of(&r->x, argv);
	int fd = quiet_from(&saved);
	r->n = call_read(&r->x, cmd, words, 0, &r->c);
	quiet_to(fd, saved, r->said, sizeof r->said);
	r->o = r->c.opt;
}
#define READ(r, cmd, ...) begin((r), (cmd), (char const *const[]){ "test", ##__VA_ARGS__, 0 })

static void accepted(struct reading const *r)
{
	assert_string_equal(r->said, "");
	assert_int_equal(r->n.how, NEXT_CHAIN);
}

static void refused(struct reading *r, char const *because)
{
	assert_int_equal(r->n.how, NEXT_EXIT);
	assert_int_equal(r->n.code, 100);
	if (!strstr(r->said, because))
		assert_string_equal(r->said, because);
	unit_done(&r->x);
}

static void options_have_defaults(void **state)
{
	(void)state;
	struct reading r;
	READ(&r, &any, "a", "-f");
	accepted(&r);
	assert_int_equal(r.o->flag, 0);
	assert_int_equal(r.o->number, 5);
	assert_string_equal(r.o->text, "default");
	assert_words(&r.x, r.c.rest, "a", "-f");
	unit_done(&r.x);
}

static void reads_options(void **state)
{
	(void)state;
	struct reading r;
	READ(&r, &any, "-f12n", "77", "-o644", "-t", "-n", "--text=a=b", "--no-flag", "-yxy", "--",
		"-z");
	accepted(&r);
	assert_int_equal(r.o->flag, 0);
	assert_int_equal(r.o->bits, 3);
	assert_int_equal(r.o->number, 77);
	assert_int_equal(r.o->mode, 9);
	assert_int_equal(r.o->octal, 0644);
	assert_string_equal(r.o->text, "a=b");
	assert_int_equal(r.o->letters.n, 3);
	assert_memory_equal(r.o->letters.s, "yxy", 3);
	assert_words(&r.x, r.c.rest, "-z");
	unit_done(&r.x);
}

static void options_end(void **state)
{
	(void)state;
	struct reading r;
	READ(&r, &any, "-", "-f");
	accepted(&r);
	assert_words(&r.x, r.c.rest, "-", "-f");
	unit_done(&r.x);
	READ(&r, &any, "", "-f");
	accepted(&r);
	unit_done(&r.x);
	READ(&r, &any, "--number", "3", "--text", "", "-t");
	refused(&r, "option -t needs an argument: text");
}

static void refuses_options(void **state)
{
	(void)state;
	struct reading r;
	READ(&r, &any, "-z");
	refused(&r, "test: fatal: unknown option -z\ntest: usage: test [ -f ]");
	READ(&r, &any, "-fz");
	refused(&r, "unknown option -z");
	READ(&r, &any, "--nothing");
	refused(&r, "unknown option --nothing");
	READ(&r, &any, "--fla");
	refused(&r, "unknown option --fla");
	READ(&r, &any, "--flag=1");
	refused(&r, "option --flag takes no argument: 1");
	READ(&r, &any, "--=");
	refused(&r, "unknown option --=");
	READ(&r, &any, "-n");
	refused(&r, "option -n needs an argument: count");
	READ(&r, &any, "-n", "x");
	refused(&r, "invalid count: x");
	READ(&r, &any, "-n", "");
	refused(&r, "invalid count: ");
	READ(&r, &any, "-n", "101");
	refused(&r, "invalid count: 101 is too large");
	READ(&r, &any, "-n", "99999999999999999999");
	refused(&r, "invalid count: 99999999999999999999");
	READ(&r, &any, "-o", "8");
	refused(&r, "invalid mode: 8");
}

static void letters_have_an_end(void **state)
{
	(void)state;
	struct reading r;
	char flood[200] = "-";
	memset(flood + 1, 'x', sizeof flood - 2);
	READ(&r, &any, flood);
	refused(&r, "too many options");
}

static void reads_operands(void **state)
{
	struct cmd const cmd = TEST_CMD("one [two] prog...", 0), two = TEST_CMD("one two", 0);
	struct reading r;
	(void)state;
	READ(&r, &cmd, "-f", "a", " b", "c", "d");
	accepted(&r);
	assert_string_equal(r.c.arg[0], "a");
	assert_string_equal(r.c.arg[1], " b");
	assert_words(&r.x, r.c.rest, "c", "d");
	unit_done(&r.x);
	READ(&r, &cmd);
	refused(&r, "missing operand: one");
	READ(&r, &cmd, "a", "b");
	refused(&r, "missing operand: prog...");
	READ(&r, &two, "a");
	refused(&r, "missing operand: two");
	READ(&r, &two, "", "");
	accepted(&r);
	assert_string_equal(r.c.arg[1], "");
	unit_done(&r.x);
}

static void reads_blocks(void **state)
{
	struct cmd const cmd = TEST_CMD("{ [may...] } { must... } [prog...]", 0);
	struct reading r;
	(void)state;
	READ(&r, &cmd, "", " a", "  b", " ", "", "c", "d");
	accepted(&r);
	assert_words(&r.x, r.c.block[0], 0);
	assert_words(&r.x, r.c.block[1], "a", " b", "");
	assert_words(&r.x, r.c.rest, "c", "d");
	unit_done(&r.x);
	READ(&r, &cmd, "", "", "c");
	refused(&r, "empty block");
	READ(&r, &cmd, " a", "", " b");
	refused(&r, "unterminated block");
	READ(&r, &cmd);
	refused(&r, "unterminated block");
	READ(&r, &cmd, " a", "b", "", "");
	refused(&r, "unquoted argument b at block 1 position 1");
}

/* Blocks by depth, as the lexer marks them, and by blanks, as other programs hand them over. */
static void reads_both_wires(void **state)
{
	struct cmd const cmd = TEST_CMD("{ must... } prog...", 0);
	struct ctx x = UNIT_CTX(0);
	struct call c;
	(void)state;
	struct word *words = words_of(&x, (char const *const[]){ "test", "-f", " b", "", "p", 0 });
	words[1].depth = 1;
	assert_int_equal(call_read(&x, &cmd, words, 0, &c).how, NEXT_CHAIN);
	assert_int_equal(((struct opts const *)c.opt)->flag, 0);
	assert_words(&x, c.block[0], "-f", "b");
	assert_words(&x, c.rest, "p");
	unit_done(&x);
}

static void picks_the_form(void **state)
{
	struct cmd const cmd = { .name = "test",
		.form = "one two prog... | one prog...",
		.form_slot = FORM_SLOT(struct opts, mode),
		OPTS(struct opts, opts, .mode = 0),
		.run = run_nothing };
	struct reading r;
	(void)state;
	READ(&r, &cmd, "a", "b", "c");
	accepted(&r);
	assert_words(&r.x, r.c.rest, "c");
	unit_done(&r.x);
	READ(&r, &cmd, "-s", "a", "b", "c");
	accepted(&r);
	assert_words(&r.x, r.c.rest, "b", "c");
	unit_done(&r.x);
	READ(&r, &cmd, "a", "b");
	refused(&r, "missing operand: prog...");
}

static void raw_reads_no_options(void **state)
{
	struct cmd const cmd = TEST_CMD("[words...]", RAW);
	struct reading r;
	(void)state;
	READ(&r, &cmd, "-f", "--", "--help");
	accepted(&r);
	assert_words(&r.x, r.c.rest, "-f", "--", "--help");
	assert_int_equal(r.o->number, 5);
	unit_done(&r.x);
}

static void a_directive_needs_no_rest(void **state)
{
	struct cmd const cmd = TEST_CMD("one prog...", 0);
	struct ctx x = UNIT_CTX(0);
	struct call c;
	(void)state;
	struct word *words = words_of(&x, (char const *const[]){ "test", "a", 0 });
	assert_int_equal(call_read(&x, &cmd, words, 1, &c).how, NEXT_CHAIN);
	assert_string_equal(c.arg[0], "a");
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(options_have_defaults),
		cmocka_unit_test(reads_options),
		cmocka_unit_test(options_end),
		cmocka_unit_test(refuses_options),
		cmocka_unit_test(letters_have_an_end),
		cmocka_unit_test(reads_operands),
		cmocka_unit_test(reads_blocks),
		cmocka_unit_test(reads_both_wires),
		cmocka_unit_test(picks_the_form),
		cmocka_unit_test(raw_reads_no_options),
		cmocka_unit_test(a_directive_needs_no_rest),
	};
	return cmocka_run_group_tests_name("call", tests, 0, 0);
}
