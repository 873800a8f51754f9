/* lint_test.c - windlass check is right: it finds no error in scripts that run, and outlines find wrong
   what the interpreter refuses, and nothing else. The scripts are those of the behaviour tests. Run
   from the top of the tree. */
#include "lint.h"

#include <fcntl.h>
#include <ftw.h>
#include <unistd.h>

#include "outline.h"

#include "../unit.h"

/* A case of a .test file, or a whole script. */
struct sample {
	char const *file;
	char *text;
	size_t line;
	int runs; /* it leaves with 0 */
};

static struct {
	struct sample *v;
	size_t n, max;
} samples;

static char *read_file(char const *name)
{
	FILE *f = fopen(name, "r");
	char *text = 0;
	size_t size = 0;
	assert_non_null(f);
	if (getdelim(&text, &size, 0, f) < 0)
		text = strcpy(realloc(text, 1), "");
	fclose(f);
	return text;
}

static void add_sample(char const *file, char *text, size_t line, int runs)
{
	if (samples.n == samples.max) {
		samples.max = 2 * samples.max + 64;
		samples.v = realloc(samples.v, samples.max * sizeof *samples.v);
	}
	samples.v[samples.n++] = (struct sample){ file, text, line, runs };
}

static int says(char const *line, char const *with)
{
	return !strncmp(line, with, strlen(with));
}

/* What is no line of the script, as tests/run.c has it. */
static int is_expectation(char const *line)
{
	static char const *const starts[] = { "> ", ">*", "! ", "!*", "< ", "@ ", "$ ", "= ",
		"ref: skip", "needs: ", "each: skip", "asan: skip" };
	for (size_t i = 0; i < COUNT(starts); i++)
		if (says(line, starts[i]))
			return 1;
	return !strcmp(line, ">") || !strcmp(line, "<");
}

static void add_cases(char const *file, char *text)
{
	size_t row = 0;
	struct sample *s = 0;
	for (char *line = text, *end; *line; line = end) {
		end = line + strcspn(line, "\n");
		end += *end ? (*end = 0, 1) : 0;
		row++;
		if (says(line, "--- ")) {
			add_sample(file, calloc(1, strlen(end) + 300000), row, 1);
			s = samples.v + samples.n - 1;
		} else if (s && says(line, "= "))
			s->runs = 0;
		else if (s && !is_expectation(line))
			strcat(strcat(s->text, line), "\n");
	}
	free(text);
}

static int visit(char const *name, struct stat const *st, int flag, struct FTW *f)
{
	char const *dot = strrchr(name + f->base, '.');
	(void)st;
	if (flag != FTW_F)
		return 0;
	if (dot && !strcmp(dot, ".test")) {
		add_cases(strdup(name), read_file(name));
		return 0;
	}
	char *text = read_file(name);
	if (says(text, "#!") && strstr(text, "execlineb") &&
		strstr(text, "execlineb") < strchr(text, '\n'))
		add_sample(strdup(name), text, 1, 1);
	else
		free(text);
	return 0;
}

static int collect(void **state)
{
	static char const *const roots[] = { "tests/builtins", "tests/scripts", "scripts",
		"examples" };
	(void)state;
	for (size_t i = 0; i < COUNT(roots); i++)
		if (nftw(roots[i], visit, 20, FTW_PHYS))
			return -1;
	return 0;
}

static void finds_no_error_in_what_runs(void **state)
{
	size_t wrong = 0;
	(void)state;
	assert_true(samples.n > 1000);
	for (size_t i = 0; i < samples.n; i++) {
		struct sample const *s = samples.v + i;
		struct ctx x = UNIT_CTX("PATH=/bin");
		struct lint l = { .x = &x, .src = { s->file, s->text, strlen(s->text) } };
		if (!s->runs)
			continue;
		lint_script(&l);
		for (struct finding const *f = l.first; f; f = f->next)
			if (f->level == LINT_ERROR) {
				print_message("%s:%zu: %s\n", s->file, s->line, f->message);
				wrong++;
			}
		unit_done(&x);
	}
	assert_int_equal(wrong, 0);
}

/* Whether the outline says for certain that the call of S is refused. */
static int is_refused(struct step const *s)
{
	for (struct fault const *f = s->faults; f; f = f->next)
		if (!f->unsure && f->kind != FAULT_UNQUOTED && f->kind != FAULT_SURPLUS &&
			f->kind != FAULT_UNKNOWN_DIRECTIVE)
			return 1;
	return 0;
}

static int is_help(struct cmd const *cmd, struct word const *words)
{
	return call_asks_help(cmd, words + 1);
}

/* What is behind the assignments that s6-env begins with. */
static struct word *behind_assignments(struct cmd const *cmd, struct word *words)
{
	if (cmd->form && says(cmd->form, "[assignments"))
		while (words->s && !words->depth && strchr(words->s, '='))
			words++;
	return words;
}

/* More letters than can be kept are refused, which no table says. */
static int is_too_much(struct word const *words)
{
	return words[1].s && strlen(words[1].s) > 60;
}

static size_t compared;

/* Reads WORDS as the interpreter does, beside the outline S of them. */
static int compare(struct ctx *x, struct word *words, struct step const *s)
{
	while (s && words->s) {
		struct cmd const *cmd = words->depth ? 0 : cmd_find(words->s);
		struct call c;
		if (!cmd || !s->cmd)
			return cmd == s->cmd;
		if (is_help(cmd, words) || s->unsure || cmd->script || is_too_much(words))
			return 1;
		struct next n = call_read(x, cmd, words, 0, &c);
		compared++;
		/* Words that are substituted first may be read in another way. */
		if ((n.how == NEXT_EXIT) != is_refused(s) && (!s->scope || is_refused(s)))
			return 0;
		if (n.how == NEXT_EXIT)
			return 1;
		for (unsigned int i = 0; i < s->blocks && i < CALL_BLOCKS; i++)
			if (s->block[i].kind == OPERAND_CHAIN && c.block[i] &&
				!compare(x, c.block[i], s->block[i].steps))
				return 0;
		words = s->rest.kind == OPERAND_CHAIN ? behind_assignments(cmd, c.rest)
						      : words + words_len(words);
		if (s->blocks && s->block[0].kind == OPERAND_PID)
			return 1;
		s = s->next;
	}
	return 1;
}

static int agrees(struct ctx *x, char const *file, char const *text)
{
	struct script src = { .name = file, .text = text, .len = strlen(text) };
	struct word *words;
	if (lex(x, &src, &words))
		return 1;
	struct step const *s = outline(x, words, 0);
	return compare(x, words, s);
}

static int hush(void)
{
	int saved = dup(2), null = open("/dev/null", O_WRONLY);
	dup2(null, 2);
	close(null);
	return saved;
}

static void speak(int saved)
{
	dup2(saved, 2);
	close(saved);
}

static void outlines_agree_with_calls(void **state)
{
	size_t wrong = 0;
	(void)state;
	for (size_t i = 0; i < samples.n; i++) {
		struct sample const *s = samples.v + i;
		struct ctx x = UNIT_CTX("PATH=/bin");
		int saved = hush(), same = agrees(&x, s->file, s->text);
		speak(saved);
		if (!same)
			print_message("%s:%zu: %s\n", s->file, s->line, s->text);
		wrong += !same;
		unit_done(&x);
	}
	assert_int_equal(wrong, 0);
	assert_true(compared > 2000);
}

/* The same for words thrown together. */
static unsigned int below(unsigned int n)
{
	static unsigned long state = 88172645463325252;
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned int)(state >> 20) % n;
}

static void add_option(char *to, struct opt const *o)
{
	while (o && o->kind && below(3))
		o++;
	if (!o || !o->kind)
		return;
	if (o->letter)
		strncat(strcat(to, "-"), &o->letter, 1);
	else
		strcat(strcat(to, "--"), o->name);
	strcat(to, o->arg && below(2) ? " 1 " : " ");
}

static void add_words(char *to)
{
	static char const *const plain[] = { "{", "}", "{ a }", "{ }", "1", "x", "\"\"", "--", "-z",
		"-1", "{ foreground", "$x", "A=1", "\" a\"" };
	struct cmd const *cmd = cmd_table[below((unsigned int)cmd_count)].cmd;
	for (unsigned int n = 1 + below(6); n; n--) {
		if (below(2))
			strcat(strcat(to, plain[below(COUNT(plain))]), " ");
		else
			strcat(strcat(to, cmd->name), " ");
		if (below(2))
			add_option(to, cmd->opts);
	}
}

static void outlines_agree_on_anything(void **state)
{
	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[8000] = "";
		struct ctx x = UNIT_CTX("PATH=/bin");
		for (unsigned int n = 1 + below(4); n; n--)
			add_words(text);
		int saved = hush(), same = agrees(&x, "soup", text);
		speak(saved);
		if (!same)
			fail_msg("%s", text);
		struct lint l = { .x = &x, .src = { "soup", text, strlen(text) } };
		lint_script(&l);
		unit_done(&x);
	}
}

static void findings_are_in_order(void **state)
{
	struct ctx x = UNIT_CTX("PATH=/bin");
	char const *text = "define x 1 cd $y redirfd 1\nexport A=1 {a\ntrue";
	struct lint l = { .x = &x, .src = { "test", text, strlen(text) } };
	(void)state;
	lint_script(&l);
	assert_non_null(l.first);
	for (struct finding const *f = l.first; f->next; f = f->next)
		assert_true(f->from <= f->next->from);
	unit_done(&x);
}

static void rules_are_found_by_name(void **state)
{
	(void)state;
	for (int i = 0; i < LINT_COUNT; i++)
		assert_int_equal(lint_find(lint_rules[i].id, strlen(lint_rules[i].id)), i);
	assert_int_equal(lint_find("synta", 5), LINT_COUNT);
	assert_int_equal(lint_find("", 0), LINT_COUNT);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(finds_no_error_in_what_runs),
		cmocka_unit_test(outlines_agree_with_calls),
		cmocka_unit_test(outlines_agree_on_anything),
		cmocka_unit_test(findings_are_in_order),
		cmocka_unit_test(rules_are_found_by_name),
	};
	return cmocka_run_group_tests(tests, collect, 0);
}
