/* session.c - lines become chains, and chains are run one after the other. */
#include "repl.h"

#include <errno.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "lex.h"
#include "session.h"

static void run_words(struct session *s, struct word *words, char const *text, size_t len)
{
	struct arena mark = arena_mark(s->x);
	words = substitute(s->x, words, &s->vars);
	if (!words->s || alone(s, words))
		return;
	s->code = job_run(s, words, text, len);
	arena_release(s->x, mark);
}

void session_chain(struct session *s, char const *text, size_t len)
{
	struct ctx *x = s->x;
	struct word *words;
	stralloc padded = STRALLOC_ZERO;
	/* The lines before it stand for themselves, so that places are those of the file. */
	for (size_t i = 0; i < s->first; i++)
		stralloc_cats(&padded, "\n");
	stralloc_catb(&padded, text, len);
	x->src = (struct script){ .name = s->name, .text = padded.s, .len = padded.len };
	char const *wrong = lex(x, &x->src, &words);
	if (wrong)
		s->code = (unsigned int)fail(x, wrong).code;
	else
		run_words(s, words, text, len);
	if (wrong || words->s)
		env_set_number(x, "?", s->code);
	x->src = (struct script){ .name = 0 };
	x->at = 0;
	stralloc_free(&padded);
}

void session_forget(struct session *s)
{
	s->entry.len = 0;
	if (s->typing)
		s->line = 0;
	s->first = s->line;
}

static int goes_on(struct session *s)
{
	if (s->entry.s[0] == ':')
		return colon_goes_on(s, s->entry.s, &s->open);
	return text_goes_on(s->x, s->entry.s, s->entry.len - 1, &s->open);
}

/* ENTRY is the last chain, unless it is none. */
static void keep_last(struct session *s, stralloc *entry)
{
	if (entry->s[0] == ':' || !entry->s[strspn(entry->s, " \t\n")]) {
		stralloc_free(entry);
		return;
	}
	stralloc_free(&s->last);
	s->last = *entry;
}

void session_line(struct session *s, char const *line, size_t len)
{
	if (s->entry.len)
		s->entry.s[s->entry.len - 1] = '\n';
	stralloc_catb(&s->entry, line, len);
	stralloc_0(&s->entry);
	s->line++;
	if (goes_on(s))
		return;
	stralloc entry = s->entry;
	s->entry = (stralloc)STRALLOC_ZERO;
	history_keep(s, entry.s, entry.len - 1);
	if (entry.s[0] == ':')
		colon_run(s, entry.s);
	else
		session_chain(s, entry.s, entry.len - 1);
	keep_last(s, &entry);
	session_forget(s);
}

int session_cut(struct session *s)
{
	if (!s->entry.len)
		return 0;
	session_chain(s, s->entry.s, s->entry.len - 1);
	session_forget(s);
	return 1;
}

static void from(struct session *s, char const *name)
{
	s->name = name;
	s->line = s->first = 0;
}

int session_file(struct session *s, char const *file)
{
	stralloc text = STRALLOC_ZERO;
	if (!openslurpclose(&text, file))
		return -1;
	from(s, file);
	for (size_t at = 0; at < text.len && !s->leaving;) {
		char const *end = memchr(text.s + at, '\n', text.len - at);
		size_t len = end ? (size_t)(end - text.s) - at : text.len - at;
		session_line(s, text.s + at, len);
		at += len + 1;
	}
	session_cut(s);
	stralloc_free(&text);
	return 0;
}

/* One byte at a time: what stands behind a line may be meant for the command on it. */
static void lines(struct session *s)
{
	stralloc line = STRALLOC_ZERO;
	char c;
	from(s, "stdin");
	while (!s->leaving && fd_read(0, &c, 1) == 1)
		if (c != '\n')
			stralloc_catb(&line, &c, 1);
		else {
			session_line(s, line.s ? line.s : "", line.len);
			line.len = 0;
		}
	if (line.len && !s->leaving)
		session_line(s, line.s, line.len);
	session_cut(s);
	stralloc_free(&line);
}

static int start(struct session *s, char const *file)
{
	char const *rc = xdg_file(s->x, "XDG_CONFIG_HOME", ".config", "replrc");
	if (rc && session_file(s, rc) < 0 && errno != ENOENT)
		warnsys(s->x, "unable to read ", rc);
	if (!s->leaving && file && session_file(s, file) < 0)
		return failsys(s->x, "unable to read ", file).code;
	return 0;
}

/* What a parent can see of `?`. */
static int exit_code(unsigned int code)
{
	return (int)(code < 256 ? code : code - 128);
}

static int with_terminal(struct session *s, char const *file)
{
	struct loop l;
	if (terminal_open(s, &l) < 0)
		return failsys(s->x, "unable to start a session").code;
	int code = start(s, file);
	from(s, "line");
	if (!code && !s->leaving && terminal_run(s) < 0)
		code = failsys(s->x, "unable to wait").code;
	terminal_close(s);
	return code ? code : exit_code(s->code);
}

struct next run_repl(struct ctx *x, struct call const *c)
{
	struct session s = { .x = x };
	if (isatty(0) && isatty(1))
		return leave(with_terminal(&s, c->arg[0]));
	int code = start(&s, c->arg[0]);
	if (!code && !s.leaving)
		lines(&s);
	return leave(code ? code : exit_code(s.code));
}
