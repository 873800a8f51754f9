/* colon.c - what a session does besides running chains: the colon commands. */
#include <string.h>

#include "diag.h"
#include "lex.h"
#include "nearest.h"
#include "put.h"
#include "quote.h"
#include "repl.h"
#include "scope.h"
#include "trace.h"

static void put_padded(struct ctx *x, char const *a, char const *b, size_t width)
{
	put_text(x, a);
	put_text(x, b);
	for (size_t n = strlen(a) + strlen(b); n < width; n++)
		put_text(x, " ");
}

static void unknown(struct session *s, char const *name, char const *near)
{
	char const *hint = did_you_mean(s->x, near);
	s->code = (unsigned int)fail(s->x, "no such command: ", name, hint).code;
}

static void list(struct session *s)
{
	for (struct colon const *c = colons; c->name; c++) {
		char const *form = *c->form ? join(s->x, c->name, " ", c->form) : c->name;
		put_padded(s->x, "  :", form, 20);
		put_text(s->x, c->brief);
		put_text(s->x, "\n");
	}
	put_text(s->x,
		"\n`windlass list` lists the commands of the language. Tab completes; what is typed\n"
		"runs when its braces and quotes are closed. cd, umask, export, define and their\n"
		"like stay in force when nothing stands behind them.\n");
}

static void help(struct session *s, char const *arg)
{
	stralloc text = STRALLOC_ZERO;
	struct cmd const *cmd = cmd_by_path(arg);
	if (!*arg)
		list(s);
	else if (!cmd)
		unknown(s, arg, nearest_command(arg, 0));
	else {
		help_text(&text, cmd);
		put(s->x, text.s, text.len);
		stralloc_free(&text);
	}
}

static void put_word(struct ctx *x, char const *word)
{
	stralloc q = STRALLOC_ZERO;
	quote_word(&q, word, strlen(word));
	put(x, q.s, q.len);
	stralloc_free(&q);
}

static void vars(struct session *s, char const *arg)
{
	(void)arg;
	for (size_t i = 0; i < s->vars.n; i++) {
		struct var const *v = s->vars.v + i;
		put_text(s->x, v->key);
		put_text(s->x, v->n ? " =" : " vanishes");
		for (size_t k = 0; k < v->n; k++) {
			put_text(s->x, " ");
			put_word(s->x, v->vals[k]);
		}
		put_text(s->x, "\n");
	}
}

/* Runs the command CMD for the text of a script, with OPTION before that. */
static void hand_over(struct session *s, char const *cmd, char const *option, char const *text)
{
	char const *const argv[] = { cmd, option ? option : "-c", option ? "-c" : text,
		option ? text : 0, 0 };
	s->code = job_run(s, words_of(s->x, argv), text, strlen(text));
}

static int is_var(struct session const *s, struct reference const *r)
{
	for (size_t i = 0; i < s->vars.n; i++)
		if (!strncmp(s->vars.v[i].key, r->key, r->len) && !s->vars.v[i].key[r->len])
			return 1;
	return 0;
}

/* Whether a word of TEXT uses a key that earlier lines have defined. */
static int uses_vars(struct session *s, char const *text)
{
	struct word *w;
	struct reference r;
	if (lex(s->x, &(struct script){ .name = "", .text = text, .len = strlen(text) }, &w))
		return 0;
	for (; w->s; w++)
		for (char const *at = w->s; reference_next(&at, &r);)
			if (is_var(s, &r))
				return 1;
	return 0;
}

static void check(struct session *s, char const *arg)
{
	char const *option = uses_vars(s, arg) ? "--allow=never-substituted" : "--programs";
	hand_over(s, "windlass-check", option, arg);
}

static void explain(struct session *s, char const *arg)
{
	hand_over(s, "windlass-explain", 0, *arg || !s->last.len ? arg : s->last.s);
}

static void trace_chain(struct session *s, char const *arg)
{
	struct trace *before = s->x->trace;
	if (before)
		session_chain(s, arg, strlen(arg));
	else {
		trace_start(s->x, 2, TRACE_HUMAN);
		session_chain(s, arg, strlen(arg));
		trace_stop(s->x);
	}
}

static void history(struct session *s, char const *arg)
{
	(void)arg;
	history_show(s);
}

static void jobs(struct session *s, char const *arg)
{
	(void)arg;
	for (struct job const *j = s->jobs; j; j = j->below) {
		put_text(s->x, j->text);
		put_text(s->x, "\n");
	}
}

static void fg(struct session *s, char const *arg)
{
	(void)arg;
	s->code = job_continue(s);
}

static void quit(struct session *s, char const *arg)
{
	(void)arg;
	s->leaving = 1;
}

struct colon const colons[] = {
	{ "help", "[NAME]", "tell about a command, or show this", help },
	{ "check", "CHAIN", "look at a chain without running it", check },
	{ "explain", "[CHAIN]", "say what a chain does, or the last one", explain },
	{ "trace", "CHAIN", "run a chain and tell every step", trace_chain },
	{ "vars", "", "show what was defined for later lines", vars },
	{ "history", "", "show what was typed", history },
	{ "jobs", "", "show the commands that are stopped", jobs },
	{ "fg", "", "go on with the command that was stopped last", fg },
	{ "quit", "", "end the session", quit },
	{ 0 },
};

int colon_takes_chain(struct colon const *c)
{
	return c->form && strstr(c->form, "CHAIN");
}

struct colon const *colon_find(char const *text, char const **arg)
{
	size_t len = strcspn(text, " \t\n");
	struct colon const *c = colons;
	*arg = text + len + strspn(text + len, " \t\n");
	while (c->name && (!len || strncmp(c->name, text, len)))
		c++;
	return c;
}

int colon_goes_on(struct session *s, char const *text, struct open *open)
{
	char const *arg;
	*open = (struct open){ 0 };
	return colon_takes_chain(colon_find(text + 1, &arg)) &&
	       text_goes_on(s->x, arg, strlen(arg), open);
}

static char const *nearest_colon(struct ctx *x, char const *word)
{
	struct nearest n = nearest_to(word);
	for (struct colon const *c = colons; c->name; c++)
		nearest_offer(&n, join(x, ":", c->name));
	return n.best;
}

/* What the command C is given: ARG, which stands in TEXT, without the blanks behind it. A chain keeps its
   place: blanks stand for what was before it. */
static char const *argument(struct ctx *x, struct colon const *c, char const *text, char const *arg)
{
	size_t len = strlen(arg), before = colon_takes_chain(c) && *arg ? (size_t)(arg - text) : 0;
	while (len && strchr(" \t\n", arg[len - 1]))
		len--;
	char *made = arena_text(x, arg - before, before + len);
	memset(made, ' ', before);
	return made;
}

void colon_run(struct session *s, char const *text)
{
	char const *arg;
	struct colon const *c = colon_find(text + 1, &arg);
	char *word = arena_text(s->x, text, strcspn(text, " \t\n"));
	if (c->name)
		c->run(s, argument(s->x, c, text, arg));
	else
		unknown(s, word, nearest_colon(s->x, word));
	put_flush(s->x);
}
