/* tab.c - the Tab key: what is typed of a word becomes as much of it as is certain. */
#include <stdio.h>
#include <string.h>

#include <readline/readline.h>

#include "complete.h"
#include "diag.h"
#include "put.h"
#include "quote.h"
#include "repl.h"

enum { MANY = 100 };

/* readline calls with the key alone. */
static struct session *session;
static int on_tab(int count, int key);

/* How many bytes all offers have in common. */
static size_t common(struct offers const *o)
{
	size_t len = strlen(o->v[0].word);
	for (size_t i = 1; i < o->n; i++) {
		size_t n = 0;
		while (n < len && o->v[i].word[n] == o->v[0].word[n])
			n++;
		len = n;
	}
	while (len && o->n > 1 && ((unsigned char)o->v[0].word[len] & 0xc0) == 0x80)
		len--; /* no half character */
	return len;
}

/* WORD as it is to be typed: in quotes where they are needed, or QUOTED already; the last one only when it
   is complete. */
static char const *as_typed(struct ctx *x, char const *word, int quoted, int complete)
{
	stralloc q = STRALLOC_ZERO;
	quote_word(&q, word, strlen(word));
	if (quoted && q.s[0] != '"') {
		stralloc_insertb(&q, 0, "\"", 1);
		stralloc_cats(&q, "\"");
	}
	if (q.s[0] == '"' && !complete)
		q.len--;
	char const *made = arena_text(x, q.s, q.len);
	stralloc_free(&q);
	return made;
}

/* Nothing more will be typed of WORD: a directory, an option with an argument, a key may go on. */
static int is_complete(char const *word)
{
	size_t len = strlen(word);
	return len && !strchr("/=", word[len - 1]) && !strchr(word, '$');
}

/* Puts WORD in place of what is typed from FROM on. Returns 0 if that changes nothing. */
static int replace(int from, char const *word)
{
	int len = rl_point - from;
	if ((int)strlen(word) == len && !strncmp(rl_line_buffer + from, word, (size_t)len))
		return 0;
	rl_begin_undo_group();
	rl_delete_text(from, rl_point);
	rl_point = from;
	rl_insert_text(word);
	rl_end_undo_group();
	return 1;
}

/* What is shown of a word in a list: of a path, the last part. */
static char const *shown(char const *word)
{
	char const *slash = strrchr(word, '/');
	if (slash && !slash[1])
		while (slash > word && slash[-1] != '/')
			slash--;
	else if (slash)
		slash++;
	return slash ? slash : word;
}

static int with_briefs(struct offers const *o)
{
	int rows, columns;
	rl_get_screen_size(&rows, &columns);
	if (columns < 40 || o->n + 2 > (size_t)rows)
		return 0;
	for (size_t i = 0; i < o->n; i++)
		if (!o->v[i].brief)
			return 0;
	return 1;
}

static size_t widest(struct offers const *o)
{
	size_t width = 0;
	for (size_t i = 0; i < o->n; i++)
		if (strlen(o->v[i].word) > width)
			width = strlen(o->v[i].word);
	return width;
}

static void list_briefs(struct ctx *x, struct offers const *o)
{
	size_t width = widest(o), room;
	int rows, columns;
	rl_get_screen_size(&rows, &columns);
	room = (size_t)columns > width + 3 ? (size_t)columns - width - 3 : 0;
	for (size_t i = 0; i < o->n; i++) {
		struct offer const *v = o->v + i;
		put_text(x, v->word);
		for (size_t n = strlen(v->word); n < width + 2; n++)
			put_text(x, " ");
		put(x, v->brief, strnlen(v->brief, room));
		put_text(x, "\n");
	}
	put_flush(x);
}

static void list_words(struct session *s, struct offers const *o)
{
	char **v = arena_get(s->x, (o->n + 2) * sizeof *v);
	int width = 0;
	v[0] = "";
	for (size_t i = 0; i < o->n; i++) {
		char const *word = shown(o->v[i].word);
		v[i + 1] = arena_text(s->x, word, strlen(word));
		width = (int)strlen(word) > width ? (int)strlen(word) : width;
	}
	v[o->n + 1] = 0;
	rl_display_match_list(v, (int)o->n, width);
}

static int wanted(struct ctx *x, size_t n)
{
	char b[DECIMAL];
	if (n <= MANY)
		return 1;
	put_text(x, "all ");
	put_text(x, decimal(b, n));
	put_text(x, " of them? (y or n)");
	put_flush(x);
	int c = rl_read_key();
	rl_crlf();
	return c == 'y' || c == 'Y' || c == ' ' || c == '\t';
}

static void list(struct session *s, struct offers const *o)
{
	rl_crlf();
	fflush(rl_outstream);
	if (with_briefs(o))
		list_briefs(s->x, o);
	else if (wanted(s->x, o->n))
		list_words(s, o);
	rl_forced_update_display();
}

/* The text up to the cursor, which may have begun in earlier lines. */
static void text_typed(struct session const *s, stralloc *text)
{
	if (s->entry.len) {
		stralloc_catb(text, s->entry.s, s->entry.len - 1);
		stralloc_cats(text, "\n");
	}
	stralloc_catb(text, rl_line_buffer, (size_t)rl_point);
	stralloc_0(text);
	text->len--;
}

/* Finds the offers; returns where in the line the word begins, or -1. */
static int find(struct offers *o, stralloc const *text)
{
	struct typed t;
	size_t from = 0, line = text->len - (size_t)rl_point;
	int done = text->s[0] == ':' ? offers_for_colon(o, text->s, &from) : 0;
	if (!done && typed_read(o->s->x, text->s + from, text->len - from, &t)) {
		offers_for(o, &t);
		from += t.from;
		done = 1;
	}
	return done <= 0 || from < line ? -1 : (int)(from - line);
}

static void complete_word(struct session *s, struct offers *o, int from)
{
	char const *word = arena_text(s->x, o->v[0].word, common(o));
	int complete = o->n == 1 && is_complete(word), quoted = rl_line_buffer[from] == '"';
	int changed = replace(from, as_typed(s->x, word, quoted, complete));
	if (complete)
		rl_insert_text(" ");
	else if (o->n > 1 && !changed && rl_last_func == on_tab)
		list(s, o);
	else if (o->n > 1)
		rl_ding();
}

static int on_tab(int count, int key)
{
	struct session *s = session;
	struct offers o = { .s = s };
	struct arena mark = arena_mark(s->x);
	stralloc text = STRALLOC_ZERO;
	(void)count;
	(void)key;
	text_typed(s, &text);
	int from = find(&o, &text);
	if (from >= 0 && o.n)
		complete_word(s, &o, from);
	else
		rl_ding();
	stralloc_free(&text);
	arena_release(s->x, mark);
	return 0;
}

void tab_open(struct session *s)
{
	session = s;
	rl_add_defun("complete-chain", on_tab, '\t');
	rl_bind_key_in_map('\t', on_tab, vi_insertion_keymap);
}
