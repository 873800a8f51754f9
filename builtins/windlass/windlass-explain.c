/* windlass-explain.c - a script said in plain words. */
#include <skalibs/djbunix.h>

#include "builtin.h"
#include "explain.h"
#include "lex.h"

struct opts {
	char const *text;
};

static struct opt const opts[] = {
	STR('c', 0, struct opts, text, "script", "explain this text instead of a file"),
	{ 0 },
};

/* The first line of a script, and what it says about the arguments. */
struct first_line {
	struct word *words; /* execlineb with its options, or 0 */
	char const *other;  /* another interpreter, or 0 */
};

static struct first_line read_first_line(struct ctx *x, struct script const *src)
{
	char const *s = src->text + 2, *end = s + strcspn(s, "\n");
	struct word *w = arena_get(x, 3 * sizeof *w);
	if (src->len < 2 || memcmp(src->text, "#!", 2))
		return (struct first_line){ 0 };
	s += strspn(s, " \t");
	size_t len = strcspn(s, " \t\r\n");
	char const *program = arena_text(x, s, len), *slash = strrchr(program, '/');
	s += len + strspn(s + len, " \t");
	w[0] = word_make(slash ? slash + 1 : program, 1);
	w[1] = word_make(arena_text(x, s, s < end ? (size_t)(end - s) : 0), 1);
	w[1 + (*w[1].s != 0)] = (struct word){ 0 };
	if (strcmp(w->s, "execlineb"))
		return (struct first_line){ .other = program };
	return (struct first_line){ .words = w };
}

static void put_all(struct ctx *x, stralloc *text)
{
	put(x, text->s, text->len);
	stralloc_free(text);
}

/* What is substituted in a script that execlineb runs as S says: its arguments, if the last of the options
   about them has them substituted. */
static struct scope *arguments(struct ctx *x, struct step const *s)
{
	struct scope *scope = 0;
	for (struct given const *g = s ? s->options : 0; g; g = g->next)
		if (g->opt && strchr("pPSs", g->opt->letter)) {
			scope = g->opt->arg ? arena_get(x, sizeof *scope) : 0;
			if (scope)
				*scope = (struct scope){ .kind = SCOPE_POSITIONAL };
		}
	return scope;
}

/* The execlineb that runs the script, by its first line. */
static struct step *interpreter(struct ctx *x, struct first_line const *line)
{
	struct step *s = line->words ? outline(x, line->words, 0) : 0;
	if (s)
		s->defines = arguments(x, s);
	return s;
}

static struct next explain_script(struct ctx *x, struct script const *src)
{
	struct word *words;
	stralloc text = STRALLOC_ZERO;
	struct first_line line = read_first_line(x, src);
	if (line.other)
		return fail(x, "not a script in the language: its first line names ", line.other);
	x->src = *src;
	char const *wrong = lex(x, src, &words);
	if (wrong)
		return fail(x, wrong);
	explain(x, words, interpreter(x, &line), &text);
	put_all(x, &text);
	return leave(0);
}

static struct next explain_file(struct ctx *x, char const *name)
{
	stralloc text = STRALLOC_ZERO;
	if (!openslurpclose(&text, name) || !stralloc_0(&text))
		return failsys(x, "unable to read ", name);
	struct script src = { .name = name, .text = text.s, .len = text.len - 1 };
	return explain_script(x, &src);
}

/* Words as a shell hands them over may have braces that nobody has read yet. */
static int read_braces(struct word *words)
{
	uint32_t depth = 0;
	struct word *to = words;
	for (struct word *w = words; w->s; w++) {
		int open = !w->depth && !strcmp(w->s, "{"), close = !w->depth && !strcmp(w->s, "}");
		if (close && !depth)
			return 0;
		depth += (uint32_t)open - (uint32_t)close;
		if (open)
			continue;
		*to = *w;
		if (close)
			to->s = "";
		to++->depth += depth;
	}
	*to = (struct word){ 0 };
	return !depth;
}

static struct next run_explain(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct word *w = c->rest;
	if (o->text) {
		struct script src = { .name = "-c", .text = o->text, .len = strlen(o->text) };
		return explain_script(x, &src);
	}
	if (!w->s)
		return usage(x, c->cmd);
	if (!w[1].s && !cmd_find(w->s))
		return explain_file(x, word_wire(x, w));
	stralloc text = STRALLOC_ZERO;
	if (!read_braces(w))
		return fail(x, "unmatched braces");
	explain(x, w, 0, &text);
	put_all(x, &text);
	return leave(0);
}

struct cmd const cmd_windlass_explain = {
	.name = "windlass-explain",
	.brief = "say in plain words what a script or a command line does, step by step",
	.form = "[script-or-command...]",
	OPTS(struct opts, opts, 0),
	.traits = PURE | LEAF,
	.run = run_explain,
	.exits = "100 for a script that cannot be parsed",
	.help = "One word is a script file, unless it is a command's name; several are a command line, "
		"in which { and } make blocks. Nothing is run.",
	.example = "windlass explain -c \"fdclose 2 s6-true\"\n"
		   "> 1  fdclose 2                            close stderr\n"
		   "> 2  s6-true                              leave with 0\n"
		   ">\n"
		   "> How it ends, if no step before leaves: leave with 0",
};
